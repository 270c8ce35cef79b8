using System.Text.RegularExpressions;

namespace Devstack.Hosting.Containers.Stacks;

/// <summary>Which stack this is: what its containers, volumes and files are called.</summary>
/// <remarks>
/// A name, never a hash of a folder: a checkout that moves keeps its data. Two stacks on one engine need two names.
/// </remarks>
public sealed partial record StackIdentity
{
    /// <summary>The label that every container and volume of a stack carries; its value is <see cref="Name"/>.</summary>
    public const string StackLabel = "devstack.stack";

    /// <summary>The label with the name of the resource in the app model.</summary>
    public const string ResourceLabel = "devstack.resource";

    /// <summary>The label with the fingerprint of the inputs that a job ran with.</summary>
    public const string FingerprintLabel = "devstack.fingerprint";

    /// <summary>The label that tells a volume from a later one of the same name: jobs that fill it depend on it.</summary>
    public const string BirthLabel = "devstack.birth";

    /// <summary>The label of a volume whose content can be made again, see <see cref="MadeVolumeAnnotation"/>; its value is <c>true</c>.</summary>
    public const string MadeLabel = "devstack.made";

    /// <summary>The label of a job that a start runs by itself: the names of the jobs that it waits for, with commas between them.</summary>
    public const string AfterLabel = "devstack.after";

    /// <summary>Names a stack.</summary>
    /// <param name="name">Lower-case letters, digits and hyphens, at most 32; for example <c>devstack-verawood</c>.</param>
    /// <exception cref="ArgumentException">The name has another form.</exception>
    public StackIdentity(string name)
    {
        if (!NamePattern().IsMatch(name))
        {
            throw new ArgumentException($"'{name}' can't name a stack: use lower-case letters, digits and hyphens, at most 32.", nameof(name));
        }

        Name = name;
    }

    /// <summary>The name, for example <c>devstack-verawood</c>.</summary>
    public string Name { get; }

    /// <summary>The folder of the running stack's files on this machine: its lock, status and log. No secret is in it.</summary>
    public string Folder => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "devstack", Name);

    /// <summary>Makes <see cref="Folder"/>, for its owner alone: the status has the dashboard's login in it.</summary>
    public void CreateFolder()
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(Folder);
            return;
        }

        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Directory.CreateDirectory(Folder, OwnerOnly);
        // One that was there before.
        File.SetUnixFileMode(Folder, OwnerOnly);
    }

    /// <summary>The name of a resource's container, for example <c>devstack-verawood-lms</c>.</summary>
    public string ContainerName(string resource) => $"{Name}-{resource}";

    /// <summary>The name of a resource's volume, for example <c>devstack-verawood-mysql-data</c>.</summary>
    public string VolumeName(string resource, string suffix) => $"{Name}-{resource}-{suffix}";

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,31}$")]
    private static partial Regex NamePattern();
}
