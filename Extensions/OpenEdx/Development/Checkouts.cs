using Devstack.OpenEdx.Configuration;
using Devstack.OpenEdx.Services;

namespace Devstack.OpenEdx.Development;

/// <summary>Local checkouts that are mounted over the code of an image.</summary>
internal static class Checkouts
{
    /// <summary>The checkouts that the user names. A folder with <c>lms/</c> and <c>cms/</c> is edx-platform, whatever it is called.</summary>
    public static IEnumerable<Checkout> Of(DevstackOptions options) => options.Checkouts
        .Where(folder => !Directory.Exists(folder) || IsPlatform(folder))
        .Select(folder => new Checkout(Path.GetFullPath(folder), PlatformContainers.CodeFolder));

    private static bool IsPlatform(string folder) =>
        Directory.Exists(Path.Combine(folder, "lms")) && Directory.Exists(Path.Combine(folder, "cms")) && File.Exists(Path.Combine(folder, "manage.py"));
}

/// <summary>A local checkout.</summary>
/// <param name="Folder">The whole path on this machine.</param>
/// <param name="Target">Where it is mounted.</param>
internal sealed record Checkout(string Folder, string Target);
