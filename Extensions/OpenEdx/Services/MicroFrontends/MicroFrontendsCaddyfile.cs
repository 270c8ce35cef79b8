using Devstack.OpenEdx.Settings.Platform;

namespace Devstack.OpenEdx.Services.MicroFrontends;

/// <summary>The configuration of the web server that the image of the micro-frontends brings along.</summary>
/// <remarks>Where the image has the files: tutor.md 9.2. Only what Caddy 2.6 knows, too: Debian 13 has that one.</remarks>
internal static class MicroFrontendsCaddyfile
{
    /// <summary>The port that it listens on.</summary>
    public const int Port = 8002;

    private const string FilesFolder = "/openedx/dist";

    // The name of authoring until Redwood, which is in bookmarks.
    private const string OldNameOfAuthoring = "course-authoring";

    // As webpack and Vite write it: 20 digits in app.3f0c....js.
    private const string Hash = "[/.-][0-9a-f]{16,}[.]";

    /// <summary>The whole file.</summary>
    /// <param name="platform">The platform.</param>
    public static string Of(OpenEdxResource platform)
    {
        var lms = platform.Sites.Lms;
        var apps = platform.Release.MicroFrontends.Select(app => app.Name).ToList();
        return $$"""
            {
            	admin off
            	auto_https off
            }

            # The files of one micro-frontend.
            (files) {
            	route {
            		@hashed path_regexp {{Hash}}
            		@gone {
            			path_regexp {{Hash}}
            			not {
            				file
            			}
            		}
            		# Of an older version: a page in its place would be taken for a script.
            		error @gone 404
            		# A name with a hash in it is one content for ever. Of everything else the browser asks whether it is still the same.
            		header Cache-Control no-cache
            		header @hashed Cache-Control "public, max-age=31536000, immutable"
            		# Whatever is no file is a page that the script in index.html draws.
            		try_files {path} /index.html
            		file_server
            	}
            }

            :{{Port}} {
            	encode gzip

            	# Nobody is at the root; a person who goes there looks for the platform.
            	@root path /
            	redir @root {{lms.Url}}/

            	# What they read at run time: the image's builds know no address but their own origin.
            	@configuration path /api/mfe_config/* /api/frontend_site_config/*
            	handle @configuration {
            		reverse_proxy {{new Uri(Hosts.LmsInternalUrl).Authority}} {
            			header_up Host {{lms.Base}}
            		}
            	}
            {{(apps.Contains("authoring") ? Redirect : "")}}
            	@apps path_regexp app ^/({{string.Join('|', apps)}})(/.*)?$
            	handle @apps {
            		root * {{FilesFolder}}/{re.app.1}
            		uri strip_prefix /{re.app.1}
            		import files
            	}

            {{(platform.Release.HasFrontendSite ? Site : Nothing(apps))}}
            }

            """;
    }

    private static string Redirect => $$"""

        	@old path_regexp rest ^/{{OldNameOfAuthoring}}(/.*)?$
        	redir @old /authoring{re.rest.1} permanent

        """;

    // Its pages have paths of their own choice.
    private static string Site => $$"""
        	# The site made with frontend-base.
        	handle {
        		root * {{FilesFolder}}/site
        		import files
        	}
        """;

    private static string Nothing(IEnumerable<string> apps) => $$"""
        	handle {
        		respond "There is no micro-frontend at this path. There are: {{string.Join(", ", apps)}}." 404
        	}
        """;
}
