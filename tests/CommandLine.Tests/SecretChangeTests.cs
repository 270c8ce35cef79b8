using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Deployment;
using Devstack.Hosting.Containers.Stacks;
using Devstack.OpenEdx.Configuration;
using Devstack.OpenEdx.Operations;
using Devstack.OpenEdx.Secrets;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Devstack.CommandLine.Tests;

public sealed class SecretChangeTests : IDisposable
{
    private const string Name = "mysql-password";
    private const string Old = "old-value";

    private readonly StackIdentity _stack = TestFolders.NewStack();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("devstack-secrets-");
    private readonly ParameterResource _secret = new(Name, _ => Old, secret: true);

    public SecretChangeTests() => _secret.Annotations.Add(new SecretAnnotation("root") { Server = SecretServer.MySqlRoot("mysql") });

    private string StorePath => Path.Combine(_folder.FullName, "secrets", "secrets.json");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task TheServerAndTheStoreGetTheNewValue()
    {
        var server = new FakeServer(Old);

        await Change(server).ApplyAsync(_secret, "new-value", CancellationToken.None);

        Assert.Equal("new-value", server.Password);
        Assert.Equal("new-value", Stored("Parameters"));
        Assert.Null(Stored("Rotating"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(StorePath));
        // In no process list: the values came by standard input.
        Assert.DoesNotContain(server.Commands, command => command.Contains(Old, StringComparison.Ordinal) || command.Contains("new-value", StringComparison.Ordinal));
    }

    [Fact]
    public async Task NothingIsStoredWhenTheServerTakesNoLogin()
    {
        var server = new FakeServer("somebody-elses");

        var error = await Assert.ThrowsAsync<OperationException>(() => Change(server).ApplyAsync(_secret, "new-value", CancellationToken.None));

        Assert.Contains("takes no login: Access denied", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(StorePath));
    }

    [Fact]
    public async Task NothingIsStoredWhenTheServerDoesntRun()
    {
        var error = await Assert.ThrowsAsync<OperationException>(() => Change(new FakeServer(Old), "exited").ApplyAsync(_secret, "new-value", CancellationToken.None));

        Assert.Contains("Start it: ./devstack run", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(StorePath));
    }

    [Fact]
    public async Task NothingIsStoredWhenTheServerKeepsItsPassword()
    {
        var server = new FakeServer(Old) { Refuses = true };

        await Assert.ThrowsAsync<OperationException>(() => Change(server).ApplyAsync(_secret, "new-value", CancellationToken.None));

        Assert.Null(Stored("Parameters"));
        Assert.Null(Stored("Rotating"));
    }

    [Fact]
    public async Task ACallThatEndedBetweenServerAndStoreIsRepeated()
    {
        var server = new FakeServer(Old) { DiesAfterTheChange = true };
        await Assert.ThrowsAsync<OperationCanceledException>(() => Change(server).ApplyAsync(_secret, "first", CancellationToken.None));
        Assert.Equal(("first", "first"), (server.Password, Stored("Rotating")));

        server.DiesAfterTheChange = false;
        await Change(server).ApplyAsync(_secret, "second", CancellationToken.None);

        Assert.Equal(("second", "second", (string?)null), (server.Password, Stored("Parameters"), Stored("Rotating")));
    }

    [Fact]
    public async Task AUsersPasswordIsLeftToTheDatabaseJob()
    {
        var user = new ParameterResource(Name, _ => Old, secret: true);
        user.Annotations.Add(new SecretAnnotation("user") { Server = SecretServer.MySqlUser("mysql") });
        var server = new FakeServer(Old);

        await Change(server).ApplyAsync(user, "new-value", CancellationToken.None);

        Assert.Equal((Old, "new-value"), (server.Password, Stored("Parameters")));
    }

    [Fact]
    public async Task AValueOfAVariableIsNotChanged()
    {
        Environment.SetEnvironmentVariable("Parameters__mysql_password", "from outside");
        try
        {
            var error = await Assert.ThrowsAsync<OperationException>(() => Change(new FakeServer(Old)).ApplyAsync(_secret, "new-value", CancellationToken.None));

            Assert.StartsWith("The value of 'mysql-password' comes from variable Parameters__mysql_password.", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable("Parameters__mysql_password", null);
        }
    }

    [Fact]
    public void OtherStacksKeepTheirValue()
    {
        new SecretStore(StorePath).Write([new($"Stacks:{_stack.Name}:Parameters:{Name}", "mine"), new($"Parameters:{Name}", Old)]);

        var (mine, others) = (Builder(_stack.Name), Builder("another"));

        Assert.Equal(("mine", Old), (mine.Builder.Configuration[$"Parameters:{Name}"], others.Builder.Configuration[$"Parameters:{Name}"]));
        Assert.Equal($"user's secret store, for {_stack.Name}", mine.Sources.OriginOf(Name)!.Text);
    }

    [Fact]
    public void ANewValueIsOfTheKindOfTheSecret()
    {
        var key = new ParameterResource("key", _ => "", secret: true);
        key.Annotations.Add(new SecretGeneratorAnnotation(new RsaKey()));

        Assert.StartsWith("-----BEGIN RSA PRIVATE KEY-----", SecretChange.Generate(key), StringComparison.Ordinal);
        Assert.Matches("^[A-Za-z0-9]{50,}$", SecretChange.Generate(_secret));
        Assert.NotEqual(SecretChange.Generate(_secret), SecretChange.Generate(_secret));
    }

    [Fact]
    public void WhatOthersWroteIntoTheStoreStays()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(StorePath)!);
        File.WriteAllText(StorePath, """{ "Parameters": { "redis-password": "r" }, "AppHost:Key": "k" } // by hand""");
        var store = new SecretStore(StorePath);

        store.Write(new KeyValuePair<string, string?>("Parameters:mysql-password", "m"));
        store.Protect();

        Assert.Equal(("r", "k", "m"), (store.Read("Parameters:redis-password"), store.Read("AppHost:Key"), store.Read("Parameters:mysql-password")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(StorePath));
        Assert.Equal([StorePath], Directory.EnumerateFiles(Path.GetDirectoryName(StorePath)!));
    }

    private string? Stored(string section) => new SecretStore(StorePath).Read($"Stacks:{_stack.Name}:{section}:{Name}");

    private SecretChange Change(FakeServer server, string status = "running") => new(
        Builder(_stack.Name).Sources, _stack, new FakeEngine { Exec = server.Answer }.WithContainer(_stack, "mysql", status));

    private (IDistributedApplicationBuilder Builder, SecretSources Sources) Builder(string stack)
    {
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { DisableDashboard = true });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection([new($"Parameters:{Name}", Old)]);
        if (File.Exists(StorePath))
        {
            builder.Configuration.AddJsonFile(StorePath);
        }

        builder.Configuration.AddEnvironmentVariables();
        return (builder, SecretSources.Apply(builder, DevstackConfiguration.Load(new() { WorkingDirectory = _folder.FullName }), stack, new SecretStore(StorePath)));
    }

    /// <summary>A MySQL server as far as the scripts ask it.</summary>
    private sealed class FakeServer(string password)
    {
        public string Password { get; private set; } = password;

        public bool Refuses { get; init; }

        public bool DiesAfterTheChange { get; set; }

        public List<string> Commands { get; } = [];

        public Devstack.Hosting.Containers.Engine.CommandOutput Answer(string container, IReadOnlyList<string> command, string? input)
        {
            Commands.Add(string.Join(' ', command));
            if (command[^1].Contains("PASSWORD_FILE", StringComparison.Ordinal))
            {
                return new(0, "");
            }

            var lines = input!.Split('\n');
            if (lines[0] != Password)
            {
                return new(1, "Access denied");
            }

            if (lines.Length > 2 && !Refuses)
            {
                Password = lines[1].Split('\'')[^2];
                return DiesAfterTheChange ? throw new OperationCanceledException() : new(0, "");
            }

            return new(Refuses && lines.Length > 2 ? 1 : 0, "");
        }
    }
}
