using CliWrap;
using CliWrap.Buffered;
using Devstack.Kubernetes.Deploying.Maintenance;
using Devstack.Kubernetes.Files;
using Xunit;

namespace Devstack.Kubernetes.Tests.Deploying;

/// <summary>What stands in the place of a platform that is upgraded.</summary>
public sealed class TheMaintenancePage : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task ItsObjectsAreOfTheApiAndObeyEveryPolicyBesideTheStacks()
    {
        var schema = await OpenApiSchema.V133;
        var published = await Published.FromAsync(Shop.Describe);

        var objects = MaintenancePage.Of("shop", null!, "some/busybox:1", published.Options, page: null);

        Assert.Empty(OpenApiSchema.Documents(KubernetesOutput.Yaml(objects)).SelectMany(schema.ProblemsOf));
        Policies.Check([.. published.All, .. objects], published.Exceptions);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 300\r\n", true)]
    [InlineData("POST /login HTTP/1.1\r\nContent-Length: 3\r\n\r\na=b", "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 300\r\n", true)]
    [InlineData("HEAD / HTTP/1.1\r\n\r\n", "HTTP/1.1 503 Service Unavailable\r\n", false)]
    [InlineData("GET /devstack-page-is-ready HTTP/1.1\r\n\r\n", "HTTP/1.1 200 OK\r\n", false)]
    [InlineData("", "", false)]
    public async Task EachRequestIsAnswered(string request, string head, bool hasPage)
    {
        _folder.Write("answer.sh", KubernetesOutput.Resource("answer.sh"));
        _folder.Write("page.html", "<h1>Back on Monday: 5 €</h1>");

        // It is written for BusyBox, whose 'read -t' bash has, too.
        var answer = await Cli.Wrap("bash").WithArguments([_folder.Of("answer.sh")]).WithStandardInputPipe(PipeSource.FromString(request))
            .WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(TestContext.Current.CancellationToken);

        Assert.StartsWith(head, answer.StandardOutput, StringComparison.Ordinal);
        Assert.Equal(hasPage, answer.StandardOutput.EndsWith("\r\n\r\n<h1>Back on Monday: 5 €</h1>", StringComparison.Ordinal));
        Assert.Equal(hasPage, answer.StandardOutput.Contains("Content-Length: 30\r\n", StringComparison.Ordinal) && !request.StartsWith("HEAD", StringComparison.Ordinal));
        Assert.Empty(answer.StandardError);
    }

    public void Dispose() => _folder.Dispose();
}
