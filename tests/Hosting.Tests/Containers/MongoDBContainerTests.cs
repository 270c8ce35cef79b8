using MongoDB.Bson;
using MongoDB.Driver;

namespace Devstack.Hosting.Tests.Containers;

[Collection(ContainersCollection.Name)]
public class MongoDBContainerTests(DatastoreApplication datastores)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ADatabaseBecomesHealthyAndKeepsWhatIsWritten()
    {
        await datastores.HealthyAsync("modulestore");
        var url = MongoUrl.Create(await datastores.ConnectionStringAsync("modulestore"));
        using var client = new MongoClient(url);
        var courses = client.GetDatabase(url.DatabaseName).GetCollection<BsonDocument>("courses");

        await courses.InsertOneAsync(new BsonDocument("name", "Demo"), cancellationToken: Cancellation);

        var found = await courses.Find(new BsonDocument("name", "Demo")).SingleAsync(Cancellation);
        Assert.Equal("Demo", found["name"].AsString);
        Assert.Contains("openedx", await (await client.ListDatabaseNamesAsync(Cancellation)).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task AWrongPasswordIsRefused()
    {
        await datastores.HealthyAsync("mongodb");
        var url = new MongoUrlBuilder(await datastores.ConnectionStringAsync("mongodb")) { Password = "wrong" };
        using var client = new MongoClient(url.ToMongoUrl());

        await Assert.ThrowsAsync<MongoAuthenticationException>(() =>
            client.GetDatabase("admin").RunCommandAsync<BsonDocument>(new BsonDocument("ping", 1), cancellationToken: Cancellation));
    }
}
