using System.Globalization;
using Devstack.OpenEdx.Development.Frontends;
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
    /// <param name="servers">Development servers, each in the place of one micro-frontend's files.</param>
    public static string Of(OpenEdxResource platform, IReadOnlyList<FrontendServerResource> servers)
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
            {{string.Join("\n\n", Apps([.. apps.Except(servers.Select(server => server.Frontend.App.Name))], servers))}}

            {{(platform.Release.HasFrontendSite ? Site : Nothing(apps))}}
            }

            """;
    }

    private static IEnumerable<string> Apps(IReadOnlyCollection<string> files, IReadOnlyCollection<FrontendServerResource> servers) =>
    [
        .. files.Count > 0 ? [Files(files)] : Array.Empty<string>(),
        .. servers.Select(Server),
        .. servers.Count > 0 ? [Absence(servers)] : Array.Empty<string>(),
    ];

    private static string Files(IEnumerable<string> apps) => $$"""
        	@apps path_regexp app ^/({{string.Join('|', apps)}})(/.*)?$
        	handle @apps {
        		root * {{FilesFolder}}/{re.app.1}
        		uri strip_prefix /{re.app.1}
        		import files
        	}
        """;

    // Development servers listen to whom they know by name, against web pages that pretend to be one: to localhost.
    private static string Server(FrontendServerResource server)
    {
        var (name, port) = (server.Frontend.App.Name, server.Frontend.App.Port.ToString(CultureInfo.InvariantCulture));
        var socket = server.Frontend.UsesWebpack ? $"\n\t\trewrite {FrontendServers.WebSocketPathOf(name)} /ws" : "";
        return $$"""
            	# The development server of a checkout, also for the web socket that tells of each saved file.
            	@{{name}} path /{{name}} /{{name}}/*
            	handle @{{name}} {
            		rewrite /{{name}} /{{name}}/{{socket}}
            		reverse_proxy {{server.Name}}:{{port}} {
            			header_up Host localhost:{{port}}
            			header_up Origin ^.*$ http://localhost:{{port}}
            		}
            	}
            """;
    }

    private static string Absence(IEnumerable<FrontendServerResource> servers) => $$"""
        	handle_errors {
        		@away {
        			expression {err.status_code} == 502
        			path_regexp server ^/({{string.Join('|', servers.Select(server => server.Name))}})(/.*)?$
        		}
        		respond @away "The development server of {re.server.1} doesn't answer yet: './devstack logs {re.server.1}' and './devstack logs {re.server.1}-packages' say why. Then load this page again." 502
        	}
        """;

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
