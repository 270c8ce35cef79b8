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
        return ServiceSettings.From(new(service, development), [.. Common, .. service.Definition.Settings, User]);
    }

    /// <summary>The same as the document that the containers read.</summary>
    /// <inheritdoc cref="Of"/>
    public static string DocumentOf(OpenEdxServiceResource service, bool development)
    {
        ArgumentNullException.ThrowIfNull(service);
        return SettingsYaml.Write(
            Of(service, development),
            $"Settings of {service.Definition.Title}, made by Devstack. Change them in devstack.yaml, below 'settings.{service.Name}'.");
    }

    private static void Identity(OpenEdxServiceContext context, ServiceSettings settings)
    {
        settings.Set["DEBUG"] = context.Development;
        settings.Set["SECRET_KEY"] = new SecretText(context.Service.SecretKey);
        // Probes ask for localhost or the container's own name.
        settings.Set["ALLOWED_HOSTS"] = context.Development ? List("*") : List(context.Service.Site.Host, context.Service.Name, "localhost", "127.0.0.1");
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
        if (!context.Platform.Options.Settings.TryGetValue(context.Service.Name, out var own))
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
