namespace Devstack.OpenEdx.Configuration;

/// <summary>The theme of LMS and Studio. Section <c>theme</c>.</summary>
public sealed class ThemeOptions
{
    /// <summary>The name of a comprehensive theme, the name of its folder. Default none: Open edX's own look.</summary>
    [Text("the name of a folder", "^[A-Za-z0-9._-]+$")]
    public string? Name { get; set; }

    /// <summary>The folder that holds the theme, mounted over the image's themes; relative to the file that names it. Default
    /// none: the theme is in the image.</summary>
    [RelativePath]
    public string? Folder { get; set; }

    /// <summary>The name under which <see cref="Folder"/> is one of the platform's themes; <see langword="null"/> without a theme.</summary>
    public string? FolderName => Name ?? (Folder is null ? null : Path.GetFileName(Folder));
}
