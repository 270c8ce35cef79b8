using System.Data.Common;
using System.Net;
using System.Net.Http.Headers;

namespace Devstack.Hosting.Tests.Containers;

[Collection(ContainersCollection.Name)]
public class MeilisearchContainerTests(DatastoreApplication datastores)
{
    [Fact]
    public async Task AServerBecomesHealthyAndKnowsItsMasterKey()
    {
        await datastores.HealthyAsync("search");
        var settings = new DbConnectionStringBuilder { ConnectionString = await datastores.ConnectionStringAsync("search") };

        Assert.Equal(HttpStatusCode.OK, await AskForIndexesAsync((string)settings["Endpoint"], (string)settings["MasterKey"]));
        Assert.Equal(HttpStatusCode.Forbidden, await AskForIndexesAsync((string)settings["Endpoint"], "wrong"));
    }

    private static async Task<HttpStatusCode> AskForIndexesAsync(string endpoint, string key)
    {
        using var client = new HttpClient { BaseAddress = new Uri(endpoint) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var response = await client.GetAsync(new Uri("/indexes", UriKind.Relative), TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
