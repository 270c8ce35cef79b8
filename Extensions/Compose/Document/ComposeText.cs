using System.Globalization;
using System.Text.RegularExpressions;
using Devstack.Publishing.Document;

namespace Devstack.Compose.Document;

/// <summary>Texts in Compose's syntax.</summary>
public static partial class ComposeText
{
    /// <summary>Text that Compose gives on as it is.</summary>
    public static string Literal(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Replace("$", "$$", StringComparison.Ordinal);
    }

    /// <summary>The variable of <c>.env</c> for a parameter: <c>platform-name</c> is <c>PLATFORM_NAME</c>.</summary>
    public static string VariableOf(string parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return NotInNamesPattern().Replace(parameter.ToUpperInvariant(), "_");
    }

    /// <summary>A setting's value: that of its variable, else its default, else an error of Compose that names the variable.</summary>
    internal static string Setting(SettingSpec setting)
    {
        var variable = VariableOf(setting.Name);
        return setting.Default is null ? $"${{{variable}:?set it in .env, see .env.example}}" : $"${{{variable}-{Literal(setting.Default)}}}";
    }

    /// <summary>Whether a default can stand inside <c>${NAME-default}</c>.</summary>
    internal static bool CanBeDefault(string text) => !text.AsSpan().ContainsAny("{}\n");

    /// <summary>A length of time, in whole seconds, rounded up.</summary>
    internal static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, (long)Math.Ceiling(time.TotalSeconds))}s");

    /// <summary>An amount of memory, in whole mebibytes, rounded up.</summary>
    internal static string? Memory(long? bytes) => bytes is { } count ? string.Create(CultureInfo.InvariantCulture, $"{(count + 1048575) / 1048576}M") : null;

    /// <summary>A number of processors.</summary>
    internal static string? Cpus(double? count) => count?.ToString("0.##", CultureInfo.InvariantCulture);

    [GeneratedRegex("[^A-Z0-9]")]
    private static partial Regex NotInNamesPattern();
}
