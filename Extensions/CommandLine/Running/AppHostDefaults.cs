using Aspire.Hosting;
using Devstack.CommandLine.Output;
using Devstack.Hosting.Containers.Stacks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Devstack.CommandLine.Running;

/// <summary>What an AppHost needs that was started without a launch profile. Whatever is set elsewhere wins.</summary>
internal static class AppHostDefaults
{
    private static readonly Dictionary<string, string?> Settings = new()
    {
        // Plain http between the AppHost, its dashboard and the containers: no development certificate is needed.
        ["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true",
        // The tunnel needs an image from a registry that not everybody reaches; host.docker.internal does the same.
        ["ASPIRE_ENABLE_CONTAINER_TUNNEL"] = "false",
        // A certificate on the machine would change every container: TLS on Redis, other files, a new identity.
        ["ASPIRE_DEVELOPER_CERTIFICATE_DEFAULT_TRUST"] = "false",
        ["ASPIRE_DEVELOPER_CERTIFICATE_DEFAULT_HTTPS_TERMINATION"] = "false",
        // Starting a stack asks nothing of the network that the stack doesn't need.
        ["ASPIRE_VERSION_CHECK_DISABLED"] = "true",
    };

    private static readonly Dictionary<string, string?> RunLogging = new()
    {
        // In a terminal the progress lines tell what goes on.
        ["Logging:LogLevel:Default"] = "Warning",
        // Each failing probe of a starting service would be an error.
        ["Logging:LogLevel:Microsoft.Extensions.Diagnostics.HealthChecks"] = "None",
        // On a machine's first start it warns that its keys lie in the user's home, as they do for everybody.
        ["Logging:LogLevel:Microsoft.AspNetCore.DataProtection"] = "Error",
        // What it says as an error, it says again as the end of the process.
        ["Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host"] = "Critical",
    };

    private static readonly Dictionary<string, string?> PublishLogging = new()
    {
        // A publisher's lines say which files it wrote.
        ["Logging:LogLevel:Default"] = "Information",
        ["Logging:LogLevel:Aspire.Hosting.DistributedApplication"] = "Warning",
        ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "Warning",
        ["Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host"] = "None",
    };

    /// <summary>Adds the defaults for what the configuration doesn't hold already.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="ports">The ports of the stack's last start.</param>
    public static void Apply(IDistributedApplicationBuilder builder, IStackPorts ports)
    {
        IEnumerable<KeyValuePair<string, string?>> defaults = builder.ExecutionContext.IsRunMode
            ? [.. Settings, .. RunLogging, .. Addresses(builder.Configuration, ports)]
            : [.. Settings, .. PublishLogging];
        // Not below the others: that loads all of them again, and Aspire's state of a deployment is a stream that is read once.
        builder.Configuration.AddInMemoryCollection([.. defaults.Where(setting => builder.Configuration[setting.Key] is null)]);
        builder.Services.AddLogging(logging => logging.AddConsoleFormatter<PlainConsoleFormatter, ConsoleFormatterOptions>().AddConsole(console =>
        {
            console.FormatterName = PlainConsoleFormatter.FormatterName;
            // Standard output is for results.
            console.LogToStandardErrorThreshold = LogLevel.Trace;
        }));
    }

    private static Dictionary<string, string?> Addresses(IConfiguration configuration, IStackPorts ports)
    {
        const string Traces = "dashboard/traces";
        var addresses = DashboardAddresses.Missing(
            configuration, DashboardAddresses.IsFree, DashboardAddresses.ReachedByContainers(), ports.Last(Traces));
        if (DashboardAddresses.PortForTraces(addresses) is { } port)
        {
            ports.Remember(Traces, port);
        }

        return addresses;
    }

    /// <summary>The arguments that the host is made with.</summary>
    public static IEnumerable<string> Arguments(bool isRun) =>
        // The host's own files of settings don't change while it runs, and each watched folder is one of the few inotify instances that Linux gives a user.
        ["--hostBuilder:reloadConfigOnChange", "false", .. Environment(isRun)];

    // A run without a launch profile is one of development: only then does the host read and keep generated passwords in the
    // user's secret store.
    private static string[] Environment(bool isRun) =>
        isRun
        && System.Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") is not { Length: > 0 }
        && System.Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") is not { Length: > 0 }
            ? ["--environment", Environments.Development]
            : [];
}
