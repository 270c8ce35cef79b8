namespace Devstack.EndToEnd.Harness;

/// <summary>The checkout that is tested.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>Where screenshots land; git ignores it.</summary>
    public static string Screenshots { get; } = Directory.CreateDirectory(Path.Combine(Find(), "screenshots")).FullName;

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Devstack.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("The tests run inside a checkout.");
    }
}
