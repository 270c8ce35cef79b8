using System.Security.Cryptography;
using System.Text;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.OpenEdx.Configuration;

namespace Devstack.OpenEdx.Development;

/// <summary>The user's themes in a devstack: their folders are mounted among the image's themes.</summary>
internal static class Themes
{
    /// <summary>The folder of comprehensive themes in the platform's image.</summary>
    public const string Folder = "/openedx/themes";

    /// <summary>Mounts the themes that are folders of the user's.</summary>
    public static IResourceBuilder<T> WithThemes<T>(this IResourceBuilder<T> builder, DevstackOptions options)
        where T : ContainerResource
    {
        foreach (var (name, folder) in options.ThemeFolders)
        {
            builder.WithBindMount(folder, $"{Folder}/{name}");
        }

        return builder;
    }

    /// <summary>The command that compiles their style sheets into the mounted folders.</summary>
    public static string[] Compile(DevstackOptions options) =>
    [
        "sh", "-euc", $"for theme in \"$@\"; do npm run compile-sass -- --skip-default --theme-dir {Folder} --theme \"$theme\"; done", "compile",
        .. Of(options).Keys,
    ];

    /// <summary>The themes of a devstack that are folders on this machine, by name: named as themes, or checked out.</summary>
    public static IReadOnlyDictionary<string, string> Of(DevstackOptions options) => options.ThemeFolders
        .Concat(Checkouts.Of(options).Where(checkout => checkout.Kind is CheckoutKind.Theme).Select(checkout => KeyValuePair.Create(Path.GetFileName(checkout.Folder), checkout.Folder)))
        .DistinctBy(theme => theme.Key)
        .ToDictionary();

    /// <summary>A hash of their style sheets: compiling is done again when one has changed.</summary>
    public static string HashOf(DevstackOptions options)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var folder in Of(options).Values)
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*.scss", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(folder, file)));
                hash.AppendData(File.ReadAllBytes(file));
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
