using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Deployment;
using Devstack.Publishing.Document;
using Xunit;

namespace Devstack.Publishing.Tests;

public sealed class ReadingValues
{
    [Fact]
    public async Task AUriKeepsItsParametersAsPiecesAndSaysWhichAreEncoded()
    {
        var document = await Model.ReadAsync(builder =>
        {
            var password = builder.AddParameter("db-password", secret: true);
            var database = builder.AddContainer("db", "some/db", "1").WithEndpoint(targetPort: 5000, name: "tcp");
            builder.AddContainer("web", "some/web", "1").WithEnvironment(
                "DB", $"db://root:{password.Resource:uri}@{database.GetEndpoint("tcp").Property(EndpointProperty.HostAndPort)}/x");
        });

        var value = document.Variable("web", "DB").Value;

        Assert.Equal("db://root:{db-password:uri}@db:5000/x", value.ToString());
        Assert.Equal([new TextPiece("db://root:"), new ParameterPiece("db-password", true, ValueEncoding.Uri), new TextPiece("@db:5000/x")], value.Pieces);
        Assert.True(Assert.IsType<SecretSpec>(Assert.Single(document.Parameters)).IsUriEncoded);
    }

    [Fact]
    public async Task AnAddressIsTheServicesNameAndThePortInsideItsContainer()
    {
        var document = await Model.ReadAsync(builder =>
        {
            var api = builder.AddContainer("Api", "some/api", "1").WithHttpEndpoint(port: 8080, targetPort: 80);
            builder.AddContainer("web", "some/web", "1").WithEnvironment("API", api.GetEndpoint("http"));
        });

        Assert.Equal("http://api:80", document.Variable("web", "API").Value.AsText);
        Assert.Equal(["api"], document.Workloads[1].ConnectsTo);
    }

    [Fact]
    public async Task BracesTextNumbersAndConnectionStringsComeOutAsInRunMode()
    {
        var document = await Model.ReadAsync(builder =>
        {
            var given = builder.AddConnectionString("warehouse");
            builder.AddContainer("web", "some/web", "1")
                .WithEnvironment("JSON", $"{{\"a\": {"1"}}}")
                .WithEnvironment(context => context.EnvironmentVariables["NUMBER"] = 1.5)
                .WithReference(given);
        });

        Assert.Equal("{\"a\": 1}", document.Variable("web", "JSON").Value.AsText);
        Assert.Equal("1.5", document.Variable("web", "NUMBER").Value.AsText);
        Assert.Equal("{warehouse}", document.Variable("web", "ConnectionStrings__warehouse").Value.ToString());
        Assert.IsType<FromPerson>(Assert.IsType<SecretSpec>(Assert.Single(document.Parameters)).Generator);
    }

    [Fact]
    public async Task ADefaultIsPublishedOnlyWhereTheModelSaysSo()
    {
        var document = await Model.ReadAsync(builder => builder.AddContainer("web", "some/web", "1")
            .WithEnvironment("A", builder.AddParameter("open", "My shop", publishValueAsDefault: true))
            .WithEnvironment("B", builder.AddParameter("closed", "of this machine")));

        Assert.Equal([null, "My shop"], document.Parameters.Cast<SettingSpec>().Select(setting => setting.Default));
    }

    [Fact]
    public async Task ASecretSaysHowItIsMadeAndNotWhatItIs()
    {
        var document = await Model.ReadAsync(builder => builder.AddContainer("web", "some/web", "1")
            .WithEnvironment("A", ParameterResourceBuilderExtensions.CreateDefaultPasswordParameter(builder, "generated", special: false))
            .WithEnvironment("B", builder.AddParameter("given", "hunter2hunter2", secret: true))
            .WithEnvironment("C", builder.AddParameter("key", secret: true).WithSecretGenerator(new RsaKey())));

        Assert.Equal(
            [("generated", new RandomText(22)), ("given", new FromPerson()), ("key", new RsaKey(2048))],
            document.Parameters.Cast<SecretSpec>().Select(secret => (secret.Name, secret.Generator)));
        Assert.DoesNotContain("hunter2", document.Workloads[0].Environment[1].Value.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AServerThatReadsItsPasswordFromAFileGetsAFile()
    {
        var document = await Model.ReadAsync(builder => builder.AddMySql("mysql"));

        var server = Assert.Single(document.Services);
        Assert.Equal(["MYSQL_ROOT_PASSWORD_FILE"], server.Environment.Select(variable => variable.Name));
        Assert.Equal([new SecretFileSpec("/run/secrets/mysql-password", "mysql-password", ValueEncoding.Plain, 999)], server.SecretFiles);
    }
}
