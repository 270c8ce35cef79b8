using System.Security.Cryptography;
using System.Text;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.OpenEdx.Configuration;

namespace Devstack.OpenEdx.Development;

/// <summary>The user's theme in a devstack: its folder is mounted among the image's themes.</summary>
internal static class Themes
{
    /// <summary>The folder of comprehensive themes in the platform's image.</summary>
    public const string Folder = "/openedx/themes";

    /// <summary>Mounts the theme, when the user has one in a folder.</summary>
    public static IResourceBuilder<T> WithTheme<T>(this IResourceBuilder<T> builder, ThemeOptions theme)
        where T : ContainerResource => theme.Folder is null ? builder : builder.WithBindMount(theme.Folder, $"{Folder}/{theme.FolderName}");

    /// <summary>The command that compiles its style sheets into the mounted folder.</summary>
    public static string[] Compile(ThemeOptions theme) =>
        ["npm", "run", "compile-sass", "--", "--skip-default", "--theme-dir", Folder, "--theme", theme.FolderName!];

    /// <summary>A hash of its style sheets: compiling is done again when one has changed.</summary>
    public static string HashOf(ThemeOptions theme)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Directory.EnumerateFiles(theme.Folder!, "*.scss", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(theme.Folder!, file)));
            hash.AppendData(File.ReadAllBytes(file));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
