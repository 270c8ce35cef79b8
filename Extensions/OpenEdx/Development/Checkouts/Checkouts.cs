using System.Security.Cryptography;
using Devstack.OpenEdx.Configuration;
using Devstack.OpenEdx.Services;
using Devstack.OpenEdx.Services.Additional;

namespace Devstack.OpenEdx.Development;

/// <summary>What a checkout is, by what lies in it.</summary>
public enum CheckoutKind
{
    /// <summary>edx-platform, whatever the folder is called: <c>lms/</c>, <c>cms/</c> and <c>manage.py</c>.</summary>
    Platform,

    /// <summary>A Python package, an XBlock or a plugin: <c>setup.py</c> or <c>pyproject.toml</c>.</summary>
    Package,

    /// <summary>A comprehensive theme: <c>lms/</c> or <c>cms/</c> with templates or static files, and no <c>manage.py</c>.</summary>
    Theme,

    /// <summary>A Django service of its own: <c>manage.py</c>, and no LMS or Studio beside it.</summary>
    Service,

    /// <summary>A micro-frontend: <c>package.json</c> and no Python package.</summary>
    MicroFrontend,

    /// <summary>None of these.</summary>
    Unknown,
}

/// <summary>A local checkout.</summary>
/// <param name="Folder">The whole path on this machine.</param>
/// <param name="Target">Where containers see it.</param>
/// <param name="Kind">What it is.</param>
public sealed record Checkout(string Folder, string Target, CheckoutKind Kind)
{
    /// <summary>The folder's own name.</summary>
    public string Name => Path.GetFileName(Folder);

    /// <summary>Whether it is the code of the service that has this settings module.</summary>
    internal bool HasSettings(string module) => Kind is CheckoutKind.Service && Directory.Exists(Path.Combine(Folder, module.Split('.')[0]));

    /// <summary>Where its Python modules begin, in containers.</summary>
    public string SourceFolder =>
        Directory.Exists(Path.Combine(Folder, "src")) && !File.Exists(Path.Combine(Folder, "src", "__init__.py")) ? $"{Target}/src" : Target;
}

/// <summary>Local checkouts that are mounted into containers.</summary>
public static class Checkouts
{
    /// <summary>Where packages are mounted.</summary>
    public const string PackagesFolder = "/openedx/checkouts";

    /// <summary>Where a job keeps what packages say about themselves (entry points): a volume, so that no checkout gets an <c>egg-info</c>.</summary>
    public const string MetadataFolder = "/openedx/packages";

    private const string ThemesFolder = "/openedx/themes";

    /// <summary>What the image has made in edx-platform's tree (platform.md 7 and 8) and a mounted checkout would hide.</summary>
    /// <remarks>Each is a volume in its place, which the engine fills from the image. <c>Images/development</c> makes those that an image lacks.</remarks>
    public static readonly IReadOnlyList<string> MadeFolders =
    [
        "node_modules", "lms/static/css", "cms/static/css", "lms/static/certificates/css",
        "common/static/bundles", "common/static/common/js/vendor", "common/static/common/css/vendor", "test_root",
    ];

    private static readonly string[] PackageFiles = ["setup.py", "setup.cfg", "pyproject.toml", "package-lock.json"];

    /// <summary>The end of the name of the volume over one of <see cref="MadeFolders"/>.</summary>
    public static string VolumeOf(string madeFolder)
    {
        ArgumentNullException.ThrowIfNull(madeFolder);
        return $"made-{madeFolder.Replace('/', '-').Replace('_', '-')}";
    }

    /// <summary>The checkouts that the user names.</summary>
    public static IReadOnlyList<Checkout> Of(DevstackOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return [.. options.Checkouts.Select(At)];
    }

    /// <summary>The packages that the user names for a service beside LMS and Studio.</summary>
    public static IReadOnlyList<Checkout> OfService(DevstackOptions options, string service)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.ServicePackages.TryGetValue(service, out var folders) ? [.. folders.Select(At)] : [];
    }

    /// <summary>What a folder is. One that doesn't exist is taken for edx-platform: the check before the start names it.</summary>
    public static Checkout At(string folder)
    {
        var path = Path.GetFullPath(folder).TrimEnd(Path.DirectorySeparatorChar);
        var checkout = new Checkout(path, $"{PackagesFolder}/{Path.GetFileName(path)}", KindOf(path));
        return checkout.Kind switch
        {
            CheckoutKind.Platform => checkout with { Target = PlatformContainers.CodeFolder },
            CheckoutKind.Theme => checkout with { Target = $"{ThemesFolder}/{checkout.Name}" },
            CheckoutKind.Service when ServiceCode.Of(checkout) is { } service => checkout with { Target = service.Folder },
            _ => checkout,
        };
    }

    /// <summary>What changes when a package's description of itself does.</summary>
    public static string FingerprintOf(Checkout checkout)
    {
        ArgumentNullException.ThrowIfNull(checkout);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in PackageFiles.Select(name => Path.Combine(checkout.Folder, name)).Where(File.Exists))
        {
            hash.AppendData(File.ReadAllBytes(file));
        }

        return $"{checkout.Target}={Convert.ToHexStringLower(hash.GetHashAndReset())[..16]}";
    }

    private static CheckoutKind KindOf(string folder)
    {
        bool Has(string name) => Directory.Exists(Path.Combine(folder, name)) || File.Exists(Path.Combine(folder, name));
        return !Directory.Exists(folder) || (Has("lms") && Has("cms") && Has("manage.py")) ? CheckoutKind.Platform
            : Has("manage.py") ? CheckoutKind.Service
            : Has("setup.py") || Has("pyproject.toml") ? CheckoutKind.Package
            : new[] { "lms", "cms" }.Any(site => Has($"{site}/templates") || Has($"{site}/static")) ? CheckoutKind.Theme
            : Has("package.json") ? CheckoutKind.MicroFrontend
            : CheckoutKind.Unknown;
    }
}
