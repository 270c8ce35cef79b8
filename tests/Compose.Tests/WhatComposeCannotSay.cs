using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Publishing.Reading;
using Devstack.Tests;
using Xunit;

namespace Devstack.Compose.Tests;

public sealed class WhatComposeCannotSay
{
    [Fact]
    public async Task AllProblemsAreSaidAtOnce()
    {
        var error = await Assert.ThrowsAsync<PublishException>(() => Published.FromAsync(builder =>
        {
            builder.AddContainer("job-state", "some/web", "1");
            builder.AddContainer("web", "some/web", "1")
                .WithHttpEndpoint(port: 80, targetPort: 80).WithExternalHttpEndpoints().WithAnnotation(new ReplicaAnnotation(2))
                .WithEnvironment("A", builder.AddParameter("braces", "{}", publishValueAsDefault: true))
                .WithEnvironment("B", $"http://{builder.AddParameter("user").Resource:uri}@host/");
        }));

        Golden.Matches(error.Message + "\n");
    }
}
