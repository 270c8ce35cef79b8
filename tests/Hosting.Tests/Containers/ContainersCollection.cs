namespace Devstack.Hosting.Tests.Containers;

/// <summary>Tests with real containers: one application for all of them, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class ContainersCollection : ICollectionFixture<DatastoreApplication>
{
    public const string Name = "Containers";
}
