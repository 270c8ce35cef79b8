using Devstack.OpenEdx.Configuration;
using Devstack.OpenEdx.Settings;
using Devstack.OpenEdx.Settings.Platform;
using static Devstack.OpenEdx.Settings.Platform.PlatformSettingsWriting;

namespace Devstack.OpenEdx.Services.Additional;

/// <summary>What the fragments of a service's settings read.</summary>
/// <param name="Service">The service.</param>
/// <param name="Development">Whether it is for a devstack; else for a published platform.</param>
public sealed record OpenEdxServiceContext(OpenEdxServiceResource Service, bool Development)
{
    /// <summary>The platform.</summary>
    public OpenEdxResource Platform => Service.Parent;

    /// <summary>What the user has set. Default: when the platform was started.</summary>
    public DevstackOptions Options { get; init; } = Service.Parent.Options;
}

/// <summary>The settings of a service beside LMS and Studio.</summary>
public static class OpenEdxServiceSettings
{
    private static readonly IReadOnlyList<SettingsFragment<OpenEdxServiceContext>> Common = [Identity, Database, Output];

    /// <summary>The settings of a service.</summary>
    /// <param name="service">The service.</param>
    /// <param name="development">Whether they are for a devstack; else for a published platform.</param>
    public static ServiceSettings Of(OpenEdxServiceResource service, bool development)
    {
        ArgumentNullException.ThrowIfNull(service);
        return Of(new(service, development));
    }

    /// <summary>The same as the document that the containers read.</summary>
    /// <inheritdoc cref="Of(OpenEdxServiceResource, bool)"/>
    public static string DocumentOf(OpenEdxServiceResource service, bool development)
    {
        ArgumentNullException.ThrowIfNull(service);
        return DocumentOf(new(service, development));
    }

    /// <summary>The document of a context whose options may differ from those that the platform was started with.</summary>
    internal static string DocumentOf(OpenEdxServiceContext context) => SettingsYaml.Write(
        Of(context),
        $"Settings of {context.Service.Definition.Title}, made by Devstack. Change them in devstack.yaml, below 'settings.{context.Service.Name}'.");

    /// <summary>Where the document lies in a container.</summary>
    internal static string PathOf(OpenEdxServiceResource service) => $"{PlatformContainers.OwnFolder}/{service.Name}.yml";

    /// <summary>Where the user's Python file of settings lies in a container, if there is one.</summary>
    internal static string SnippetPathOf(OpenEdxServiceResource service) => $"{PlatformContainers.OwnFolder}/{service.Name}_snippet.py";

    private static ServiceSettings Of(OpenEdxServiceContext context) => ServiceSettings.From(context, [.. Common, .. context.Service.Definition.Settings, User]);

    private static void Identity(OpenEdxServiceContext context, ServiceSettings settings)
    {
        settings.Set["DEBUG"] = context.Development;
        settings.Set["SECRET_KEY"] = new SecretText(context.Service.SecretKey);
        // Probes ask for localhost or the container's own name.
        settings.Set["ALLOWED_HOSTS"] = context.Development ? List("*") : List([.. new[] { context.Service.Site.Host, context.Service.Name, "localhost", "127.0.0.1" }.Distinct()]);
        // The proxy is trusted with what it says of the browser's connection: nothing else reaches this port.
        settings.Set["SECURE_PROXY_SSL_HEADER"] = List("HTTP_X_FORWARDED_PROTO", "https");
    }

    private static void Database(OpenEdxServiceContext context, ServiceSettings settings)
    {
        if (context.Service.MySqlPassword is { } password)
        {
            settings.Set["DATABASES"] = new SettingsMap
            {
                ["default"] = Databases.Of(context.Platform, context.Service.Name, context.Service.Name, password),
            };
        }
    }

    // To the container's output; what a module of upstream sends to syslog or to a file goes nowhere in a container.
    private static void Output(OpenEdxServiceContext context, ServiceSettings settings) => settings.Set["LOGGING"] = new SettingsMap
    {
        ["version"] = 1,
        ["disable_existing_loggers"] = false,
        ["formatters"] = new SettingsMap { ["standard"] = new SettingsMap { ["format"] = "%(asctime)s %(levelname)s %(process)d [%(name)s] %(message)s" } },
        ["handlers"] = new SettingsMap { ["console"] = new SettingsMap { ["class"] = "logging.StreamHandler", ["formatter"] = "standard" } },
        ["root"] = new SettingsMap { ["handlers"] = List("console"), ["level"] = "INFO" },
    };

    // What the user has set wins. A mapping changes what it names and leaves the rest.
    private static void User(OpenEdxServiceContext context, ServiceSettings settings)
    {
        if (!context.Options.Settings.TryGetValue(context.Service.Name, out var own))
        {
            return;
        }

        foreach (var (name, value) in own)
        {
            if (JsonSettings.From(value) is SettingsMap changes)
            {
                foreach (var (key, change) in changes)
                {
                    settings.Merge.Map(name)[key] = change;
                }
            }
            else
            {
                settings.Set[name] = JsonSettings.From(value);
                settings.Append.Remove(name);
                settings.Remove.Remove(name);
            }
        }
    }
}
