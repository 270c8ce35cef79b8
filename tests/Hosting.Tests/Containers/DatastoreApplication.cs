using System.Data.Common;
using Aspire.Hosting.Testing;
using Devstack.Hosting.Tests.Model;
using Microsoft.Extensions.DependencyInjection;

namespace Devstack.Hosting.Tests.Containers;

/// <summary>All datastores in containers, started once for the tests of the collection "Containers".</summary>
public sealed class DatastoreApplication : IAsyncLifetime
{
    public const string NotesSql = "CREATE DATABASE from_init_files;";
    public const string Script = """
        CREATE DATABASE IF NOT EXISTS `notes db` CHARACTER SET utf8mb4;
        USE `notes db`;
        SET @first = 'made by the script';
        CREATE TABLE IF NOT EXISTS notes (text VARCHAR(100));
        INSERT INTO notes VALUES (@first);
        """;

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    private readonly DirectoryInfo _initFiles = Directory.CreateTempSubdirectory("init-files-");
    private DistributedApplication? _application;

    public DistributedApplication Application => _application ?? throw new InvalidOperationException("It isn't started yet.");

    public ResourceNotificationService Notifications => Application.ResourceNotifications;

    public async ValueTask InitializeAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(15)); // when images have to be built
        await MiniatureImages.EnsureAsync(["mysql", "mongodb", "meilisearch", "mailpit"], deadline.Token);
        await File.WriteAllTextAsync(Path.Combine(_initFiles.FullName, "10-notes.sql"), NotesSql, deadline.Token);

        _application = await Describe(_initFiles.FullName).BuildAsync(deadline.Token);
        await _application.StartAsync(deadline.Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (_application is not null)
        {
            await _application.DisposeAsync();
        }

        _initFiles.Delete(recursive: true);
    }

    public async Task<ResourceEvent> HealthyAsync(string resource)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(s_patience);
        return await Notifications.WaitForResourceHealthyAsync(resource, deadline.Token);
    }

    public async Task<ResourceEvent> WaitForAsync(string resource, Func<CustomResourceSnapshot, bool> state)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(s_patience);
        return await Notifications.WaitForResourceAsync(resource, e => state(e.Snapshot), deadline.Token);
    }

    /// <summary>Asks until the answer is yes; while a server starts, asking may fail as well.</summary>
    public static async Task EventuallyAsync(Func<Task<bool>> question)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(s_patience);
        Exception? last = null;
        while (!deadline.IsCancellationRequested)
        {
            try
            {
                if (await question())
                {
                    return;
                }
            }
            catch (DbException exception)
            {
                last = exception;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(500), TestContext.Current.CancellationToken);
        }

        Assert.Fail($"The answer stayed no: {last?.Message}");
    }

    public async Task<string> ConnectionStringAsync(string resource) =>
        await Application.GetConnectionStringAsync(resource, TestContext.Current.CancellationToken)
        ?? throw new InvalidOperationException($"'{resource}' has no connection string.");

    public async Task<string> LogAsync(string resource)
    {
        var lines = new List<string>();
        await foreach (var batch in Application.Services.GetRequiredService<ResourceLoggerService>().GetAllAsync(resource)
            .WithCancellation(TestContext.Current.CancellationToken))
        {
            lines.AddRange(batch.Select(line => line.Content));
        }

        return string.Join('\n', lines);
    }

    private static IDistributedApplicationTestingBuilder Describe(string initFiles)
    {
        var builder = DistributedApplicationTestingBuilder.Create();
        builder.Configuration["ASPIRE_ENABLE_CONTAINER_TUNNEL"] = "false"; // its image can't be pulled everywhere
        builder.Configuration["ASPIRE_DEVELOPER_CERTIFICATE_DEFAULT_HTTPS_TERMINATION"] = "false";
        builder.Configuration["ASPIRE_DEVELOPER_CERTIFICATE_DEFAULT_TRUST"] = "false";

        var secret = builder.AddSecret(AppModel.NastyPassword);

        var mysql = builder.AddMySql("mysql", secret).WithMiniatureImage("mysql").WithInitFiles(initFiles);
        var openedx = mysql.AddDatabase("openedx", "open`edx;");
        mysql.AddDatabase("notes", "notes db").WithCreationScript(Script);
        mysql.AddDatabase("present", "from_init_files").WithCreationScript(NotesSql);
        mysql.AddDatabase("broken").WithCreationScript("CREATE DATABASE nonsense nonsense;");

        // As a service of the platform connects: on the containers' network, with what WithReference gives.
        builder.AddContainer("client", "client").WithMiniatureImage("mysql").WithEntrypoint("sh")
            .WithArgs("-c", """MYSQL_PWD="$OPENEDX_PASSWORD" mysql --host="$OPENEDX_HOST" --port="$OPENEDX_PORT" --user="$OPENEDX_USERNAME" --execute 'SELECT 1' "$OPENEDX_DATABASENAME" """)
            .WithReference(openedx).WaitFor(openedx);

        var mongodb = builder.AddMongoDB("mongodb", password: secret).WithMiniatureImage("mongodb");
        mongodb.AddDatabase("modulestore", "openedx");

        builder.AddMeilisearch("search", secret).WithMiniatureImage("meilisearch");
        builder.AddMailPit("mail").WithMiniatureImage("mailpit");

        return builder;
    }
}
