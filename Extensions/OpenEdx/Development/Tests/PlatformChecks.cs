namespace Devstack.OpenEdx.Development.Tests;

/// <summary>A check of the platform that isn't pytest's.</summary>
/// <param name="Command">Its program and arguments, in the checkout's root.</param>
public sealed record PlatformCheck(params IReadOnlyList<string> Command)
{
    /// <summary>The folder below <c>Extensions/OpenEdx/Images</c> of the layer that has what it needs beside the development image; <see langword="null"/> for none.</summary>
    public string? Layer { get; init; }

    /// <summary>Whether it needs what npm installs, which a mounted checkout hides.</summary>
    public bool NeedsNode => Command[0] == "npm" || Command[0].StartsWith("node_modules/", StringComparison.Ordinal);
}

/// <summary>Checks of the platform that aren't pytest's, by name: JavaScript's tests and quality (platform.md 11).</summary>
public static class PlatformChecks
{
    // The checks of Python code are tools that the requirements of development name.
    private const string Tools = "checks";

    // Karma's tests run in Firefox.
    private const string Browser = "browser";

    /// <summary>The names, and what each runs.</summary>
    public static IReadOnlyDictionary<string, PlatformCheck> All { get; } = new SortedDictionary<string, PlatformCheck>(StringComparer.Ordinal)
    {
        ["js"] = new("npm", "run", "test", "--") { Layer = Browser },
        ["jest"] = new("npm", "run", "test-jest", "--"),
        ["karma"] = new("npm", "run", "test-karma", "--") { Layer = Browser },
        ["eslint"] = new("node_modules/.bin/eslint", "--ext", ".js,.jsx", "."),
        ["stylelint"] = new("node_modules/.bin/stylelint", "**/*.scss"),
        ["ruff"] = new("ruff", "check") { Layer = Tools },
        ["pycodestyle"] = new("pycodestyle", ".") { Layer = Tools },
        ["pylint"] = new("pylint", "lms", "cms", "common", "openedx", "xmodule") { Layer = Tools },
        ["imports"] = new("lint-imports") { Layer = Tools },
        ["types"] = new("mypy") { Layer = Tools },
        ["xsslint"] = new("make", "xsslint") { Layer = Tools },
        ["pii"] = new("make", "pii_check") { Layer = Tools },
        ["keywords"] = new("make", "check_keywords") { Layer = Tools },
        ["migrations"] = new("sh", "-c", "./manage.py lms makemigrations --check --dry-run --settings=test && ./manage.py cms makemigrations --check --dry-run --settings=test")
        {
            Layer = "testing", // the settings of tests import what tests need
        },
    };
}
