namespace Devstack.OpenEdx.Development.Tests;

/// <summary>Checks of the platform that aren't pytest's, by name: JavaScript's tests and quality (platform.md 11).</summary>
public static class PlatformChecks
{
    /// <summary>The names, and the command of each in the checkout.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> All { get; } = new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
    {
        ["js"] = ["npm", "run", "test"],
        ["eslint"] = ["npm", "run", "lint"],
        ["ruff"] = ["ruff", "check"],
        ["pycodestyle"] = ["pycodestyle", "."],
        ["pylint"] = ["pylint", "lms", "cms", "common", "openedx", "xmodule"],
        ["imports"] = ["lint-imports"],
        ["types"] = ["mypy"],
        ["xsslint"] = ["make", "xsslint"],
        ["pii"] = ["make", "pii_check"],
        ["keywords"] = ["make", "check_keywords"],
        ["migrations"] = ["sh", "-c", "./manage.py lms makemigrations --check --dry-run --settings=test && ./manage.py cms makemigrations --check --dry-run --settings=test"],
    };
}
