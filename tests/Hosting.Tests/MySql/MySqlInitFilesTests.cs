using Devstack.Hosting.Tests.Model;

namespace Devstack.Hosting.Tests.MySql;

public sealed class MySqlInitFilesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("init-files-");

    public static TheoryData<bool> RunAndPublish => [true, false];

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(RunAndPublish))]
    public async Task AFolderOfScriptsIsInTheContainer(bool run)
    {
        Write("10-users.sql", "CREATE USER notes;");
        Write("20-data/notes.sql", "USE notes;");
        var builder = run ? AppModel.ToRun() : AppModel.ToPublish();
        var server = builder.AddMySql("mysql").WithInitFiles(_folder.FullName).Resource;
        using var application = builder.Build();

        var files = await AppModel.FilesAsync(server, application.Services);

        Assert.Equal("CREATE USER notes;", files["/docker-entrypoint-initdb.d/10-users.sql"]);
        Assert.Equal("USE notes;", files["/docker-entrypoint-initdb.d/20-data/notes.sql"]);
        Assert.Empty(server.Annotations.OfType<ContainerMountAnnotation>());
    }

    [Fact]
    public async Task OneScriptIsInTheContainer()
    {
        Write("users.sql", "CREATE USER notes;");
        var builder = AppModel.ToRun();
        var server = builder.AddMySql("mysql").WithInitFiles(Path.Combine(_folder.FullName, "users.sql")).Resource;
        using var application = builder.Build();

        var files = await AppModel.FilesAsync(server, application.Services);

        Assert.Equal(["/docker-entrypoint-initdb.d/users.sql"], files.Keys);
    }

    [Fact]
    public async Task AMissingPathIsNamedWithTheWayOut()
    {
        var builder = AppModel.ToRun();
        var server = builder.AddMySql("mysql").WithInitFiles("nowhere").Resource;
        using var application = builder.Build();

        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => AppModel.FilesAsync(server, application.Services));

        Assert.Equal(
            $"WithInitFiles names '{Path.Combine(builder.AppHostDirectory, "nowhere")}', which doesn't exist. "
            + "Put a script or a folder of scripts there, or remove the call.",
            error.Message);
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
