using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Deployment;
using Devstack.Hosting.Containers.Files;
using Devstack.OpenEdx.Configuration;
using Devstack.OpenEdx.Secrets;
using Devstack.OpenEdx.Services;
using Devstack.OpenEdx.Settings.Platform;

namespace Devstack.OpenEdx.Datastores;

/// <summary>Servers of the user's own: their passwords, their certificate authorities, and the way to them.</summary>
public static class ExternalServers
{
    private const string ThisMachine = "host.docker.internal";

    /// <summary>Each server that can be the user's own, by its key below <c>external</c>.</summary>
    /// <param name="external">What the user has set.</param>
    public static IReadOnlyList<(string Name, ExternalServerOptions Options)> Of(ExternalOptions external) =>
    [
        ("mysql", external.MySql), ("mongodb", external.MongoDB), ("redis", external.Redis),
        ("search", external.Search), ("smtp", external.Smtp), ("s3", external.S3),
    ];

    /// <summary>Gives the platform the passwords of the servers that have one.</summary>
    internal static IResourceBuilder<OpenEdxResource> WithExternalPasswords(this IResourceBuilder<OpenEdxResource> platform)
    {
        var builder = platform.ApplicationBuilder;
        var external = platform.Resource.Options.External;
        if (external.MySql.IsUsed)
        {
            // That of the user in the stack's own server, which there is none of.
            builder.Resources.Remove(platform.Resource.Secrets.MySqlPassword);
        }

        foreach (var (name, options) in Of(external).Where(server => server.Options.IsUsed))
        {
            var secret = SecretNames.OfServer(name);
            if (HasPassword(builder, name, options, secret))
            {
                // With an administrator's rights the job makes the user, and nobody needs to think of a password.
                var isMade = name == "mysql" && external.MySql.AdminUser is not null;
                platform.WithAnnotation(new ExternalPasswordAnnotation(name, Parameter(builder, secret, $"your {name} server: {PurposeOf(name)}", isMade)));
            }
        }

        return platform;
    }

    /// <summary>The password of the administrator who makes databases and users in a server of the user's own.</summary>
    internal static ParameterResource AdminPassword(IDistributedApplicationBuilder builder) =>
        builder.Resources.OfType<ParameterResource>().FirstOrDefault(parameter => parameter.Name == SecretNames.ExternalMySqlAdmin)
        ?? Parameter(builder, SecretNames.ExternalMySqlAdmin, "your mysql server: who makes databases and users there", isMade: false);

    /// <summary>The password of a server of the user's own; <see langword="null"/> when it has none.</summary>
    internal static ParameterResource? PasswordOf(OpenEdxResource platform, string name) =>
        platform.Annotations.OfType<ExternalPasswordAnnotation>().LastOrDefault(other => other.Server == name)?.Password;

    /// <summary>Mounts the certificate authorities into a container, and leads from it to servers on this machine.</summary>
    internal static IResourceBuilder<T> WithExternalServers<T>(this IResourceBuilder<T> builder, OpenEdxResource platform)
        where T : ContainerResource
    {
        var used = Of(platform.Options.External).Where(server => server.Options.IsUsed).ToList();
        foreach (var (name, options) in used.Where(server => server.Options.CaFile is not null))
        {
            builder.WithTextFile(Server.CaPathOf(name), () => File.ReadAllText(options.CaFile!));
        }

        // Docker Desktop knows the name by itself; on Linux it has to be said.
        var hosts = used.Select(server => server.Options.Host).Concat(AddressesOf(platform.Options.External).Select(url => new Uri(url).Host)).ToList();
        if (builder.ApplicationBuilder.ExecutionContext.IsRunMode && hosts.Contains(ThisMachine))
        {
            builder.WithContainerRuntimeArgs("--add-host", $"{ThisMachine}:host-gateway");
        }

        if (builder.ApplicationBuilder.ExecutionContext.IsPublishMode && hosts.Count > 0 && builder.Resource is not IPlatformWebService)
        {
            // The network of datastores has no way out, and nothing else tells that a worker needs one.
            builder.WithAnnotation(new NetworkPurposeAnnotation("app"));
        }

        return builder;
    }

    // What is called by HTTP, and is no datastore.
    private static IEnumerable<string> AddressesOf(ExternalOptions external) => new[] { external.Lrs.Url, external.Codejail.Url }.OfType<string>();

    // A user logs in with a password. A Redis without users and a search engine may have one or none: who runs a devstack
    // says so by giving it, and what is published takes none that is left open.
    private static bool HasPassword(IDistributedApplicationBuilder builder, string name, ExternalServerOptions options, string secret) =>
        name is "mysql" or "s3"
        || !string.IsNullOrEmpty(options.User)
        || builder.Configuration[SecretKeys.Of(secret)] is { Length: > 0 }
        || (name is "redis" or "search" && builder.ExecutionContext.IsPublishMode);

    private static ParameterResource Parameter(IDistributedApplicationBuilder builder, string name, string purpose, bool isMade)
    {
        var secret = isMade
            ? builder.AddParameter(name, new GenerateParameterDefault { MinLength = 32, Special = false }, secret: true, persist: true)
            : builder.AddParameter(name, secret: true);
        return secret.Resource.For(new(purpose));
    }

    private static string PurposeOf(string name) => name switch
    {
        "search" => "its API key",
        "s3" => "the secret key that belongs to external.s3.user",
        "redis" => "its password, or that of external.redis.user",
        _ => $"the password of external.{name}.user",
    };
}
