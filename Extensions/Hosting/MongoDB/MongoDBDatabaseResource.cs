using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A database on a MongoDB server. MongoDB makes it when something is first written to it.</summary>
[DebuggerDisplay("Type = {GetType().Name,nq}, Name = {Name}, Database = {DatabaseName}")]
public class MongoDBDatabaseResource : Resource, IResourceWithParent<MongoDBServerResource>, IResourceWithConnectionString
{
    /// <summary>Makes a database that belongs to <paramref name="parent"/>.</summary>
    /// <param name="name">The resource's name.</param>
    /// <param name="databaseName">The database's name on the server.</param>
    /// <param name="parent">The server that the database is on.</param>
    /// <exception cref="ArgumentNullException"><paramref name="databaseName"/> or <paramref name="parent"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="databaseName"/> is empty.</exception>
    public MongoDBDatabaseResource(string name, string databaseName, MongoDBServerResource parent)
        : base(name)
    {
        ArgumentException.ThrowIfNullOrEmpty(databaseName);
        ArgumentNullException.ThrowIfNull(parent);

        DatabaseName = databaseName;
        Parent = parent;
    }

    /// <summary>The server that the database is on.</summary>
    public MongoDBServerResource Parent { get; }

    /// <summary>The database's name on the server.</summary>
    public string DatabaseName { get; }

    /// <summary>The server's connection string with <c>/name</c> before its options, URL-encoded.</summary>
    public ReferenceExpression ConnectionStringExpression => Parent.BuildConnectionString(DatabaseName);

    /// <summary>The same as <see cref="ConnectionStringExpression"/>: MongoDB's connection strings are URIs.</summary>
    public ReferenceExpression UriExpression => ConnectionStringExpression;

    IEnumerable<KeyValuePair<string, ReferenceExpression>> IResourceWithConnectionString.GetConnectionProperties() =>
        Parent.CombineProperties(
        [
            new("DatabaseName", ReferenceExpression.Create($"{DatabaseName}")),
            new("Uri", UriExpression),
        ]);
}
