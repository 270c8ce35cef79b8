namespace Devstack.CommandLine.Verbs.Tests;

/// <summary>The repository that this program was built in: the sources of images lie there.</summary>
internal static class RepositoryFolder
{
    public static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Devstack.sln")))
            {
                return folder.FullName;
            }
        }

        throw new CommandFailedException($"{AppContext.BaseDirectory} isn't below a checkout of Devstack, whose folders images are built from.");
    }
}
