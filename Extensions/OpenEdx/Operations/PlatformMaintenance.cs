using System.Text.RegularExpressions;

namespace Devstack.OpenEdx.Operations;

/// <summary>Fills the indexes of the search again.</summary>
public sealed class Reindex : ContainerOperation
{
    /// <inheritdoc/>
    public override string Name => "reindex";

    /// <inheritdoc/>
    public override string Verb => "reindex";

    /// <inheritdoc/>
    public override string Title => "Rebuild the search index";

    /// <inheritdoc/>
    public override string Description => "Fills the search indexes of the courses and of Studio again.";

    /// <inheritdoc/>
    public override OperationCommand CommandFor(IReadOnlyDictionary<string, string> values) =>
        new("cms", ["./manage.py", "cms", "shell", "-c", "import devstack_jobs; devstack_jobs.index_courses()"]);
}

/// <summary>Compiles style sheets and bundles.</summary>
public sealed class CompileAssets : ContainerOperation
{
    /// <inheritdoc/>
    public override string Name => "compile-assets";

    /// <inheritdoc/>
    public override string Verb => "assets";

    /// <inheritdoc/>
    public override string Title => "Compile static assets";

    /// <inheritdoc/>
    public override string Description => "Compiles the style sheets and bundles of the platform and its themes, for development.";

    /// <inheritdoc/>
    public override OperationCommand CommandFor(IReadOnlyDictionary<string, string> values) => new("lms", ["npm", "run", "build-dev"]);
}

/// <summary>Compiles translations.</summary>
public sealed class CompileMessages : ContainerOperation
{
    // Which of them there are depends on the release; what is there has to succeed.
    private const string Script = """
        set -eu
        if [ -d conf/locale ]; then ./manage.py lms compilemessages; else echo "There is no conf/locale: nothing to compile."; fi
        for service in lms cms; do
            if ./manage.py "$service" help --commands 2>/dev/null | grep -qx compilejsi18n; then ./manage.py "$service" compilejsi18n; fi
        done
        """;

    /// <inheritdoc/>
    public override string Name => "compile-messages";

    /// <inheritdoc/>
    public override string Verb => "messages";

    /// <inheritdoc/>
    public override string Title => "Compile translations";

    /// <inheritdoc/>
    public override string Description => "Compiles the translations in conf/locale.";

    /// <inheritdoc/>
    public override OperationCommand CommandFor(IReadOnlyDictionary<string, string> values) => new("lms", ["sh", "-c", Script, Name]);
}

/// <summary>Gives LMS and Studio a theme.</summary>
public sealed partial class SetTheme : ContainerOperation
{
    /// <inheritdoc/>
    public override string Name => "set-theme";

    /// <inheritdoc/>
    public override string Verb => "theme set";

    /// <inheritdoc/>
    public override string Title => "Set the theme";

    /// <inheritdoc/>
    public override string Description => "Gives the sites of LMS and Studio a theme, or another site of the platform; 'default' is the platform's own look.";

    /// <inheritdoc/>
    public override IReadOnlyList<OperationInput> Inputs =>
    [
        new("theme", "The theme's folder name, or default") { IsArgument = true },
        new("site", "Only this host name, made a site if it is none", Required: false),
    ];

    /// <inheritdoc/>
    public override OperationCommand CommandFor(IReadOnlyDictionary<string, string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var (theme, site) = (values["theme"], values.GetValueOrDefault("site") ?? "");
        if (!FolderName().IsMatch(theme))
        {
            throw new OperationException($"'{theme}' can't be a theme: a theme is called as its folder is, for example indigo.");
        }

        return site.Length == 0 || HostName().IsMatch(site)
            ? new("lms", ["./manage.py", "lms", "shell", "-c", $"import devstack_jobs; devstack_jobs.set_theme('{theme}', '{site}')"])
            : throw new OperationException($"'{site}' can't be a site: write a host name, with its port where it has one, for example academy.example.org.");
    }

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]*$")]
    private static partial Regex FolderName();

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]{1,5})?$")]
    private static partial Regex HostName();
}

/// <summary>Switches a waffle flag or switch.</summary>
public sealed class SetWaffle : ContainerOperation
{
    /// <inheritdoc/>
    public override string Name => "set-waffle";

    /// <inheritdoc/>
    public override string Verb => "waffle";

    /// <inheritdoc/>
    public override string Title => "Set a waffle flag";

    /// <inheritdoc/>
    public override string Description => "Turns a waffle flag on or off for everyone; it is created when there is none.";

    /// <inheritdoc/>
    public override IReadOnlyList<OperationInput> Inputs =>
    [
        new("flag", "The flag's whole name, for example courseware.use_legacy") { IsArgument = true },
        new("state", "on or off") { IsArgument = true, Among = ["on", "off"] },
        new("switch", "It is a waffle switch, not a flag", OperationInputKind.Choice, Required: false, Default: "false"),
    ];

    /// <inheritdoc/>
    public override OperationCommand CommandFor(IReadOnlyDictionary<string, string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var (flag, on) = (values["flag"], values["state"] == "on");
        string[] words = values.GetValueOrDefault("switch") == "true"
            ? ["waffle_switch", "--create", "--", flag, on ? "on" : "off"]
            : ["waffle_flag", on ? "--everyone" : "--deactivate", "--create", "--", flag];
        return new("lms", ["./manage.py", "lms", .. words]);
    }
}

/// <summary>Shows the settings that a service runs with.</summary>
public sealed class ShowSettings : ContainerOperation
{
    /// <inheritdoc/>
    public override string Name => "show-settings";

    /// <inheritdoc/>
    public override string Verb => "settings show";

    /// <inheritdoc/>
    public override string Title => "Show settings";

    /// <inheritdoc/>
    public override string Description => "Shows the Django settings that LMS or Studio runs with, without secrets.";

    /// <inheritdoc/>
    public override IReadOnlyList<OperationInput> Inputs =>
    [
        new("service", "lms or cms") { IsArgument = true, Among = ["lms", "cms"] },
        new("setting", "A setting, with * for any letters, or a key in one such as FEATURES.ENABLE_X; all when empty", Required: false) { IsArgument = true },
    ];

    /// <inheritdoc/>
    public override OperationCommand CommandFor(IReadOnlyDictionary<string, string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var service = values["service"];
        // The name travels by standard input, so that no quote in it becomes Python.
        return new(
            service,
            ["python", "-c", "import sys; sys.path.insert(0, '.'); import devstack_jobs; devstack_jobs.show_settings(sys.stdin.read())"],
            values.GetValueOrDefault("setting", ""));
    }
}

/// <summary>Shows the queues of Celery: what waits, what runs, and in which worker.</summary>
public sealed class ShowQueues : ContainerOperation
{
    /// <inheritdoc/>
    public override string Name => "show-queues";

    /// <inheritdoc/>
    public override string Verb => "queues";

    /// <inheritdoc/>
    public override string Title => "Show queues";

    /// <inheritdoc/>
    public override string Description => "Shows how many tasks wait in each queue, which workers serve it and which tasks run now.";

    /// <inheritdoc/>
    public override OperationCommand CommandFor(IReadOnlyDictionary<string, string> values) =>
        new("lms", ["./manage.py", "lms", "shell", "-c", "import devstack_queues; devstack_queues.show()"]);
}
