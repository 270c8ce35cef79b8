using System.Diagnostics;
using Aspire.Hosting.MySql;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A database on a MySQL server. It is created when the server becomes ready.</summary>
[DebuggerDisplay("Type = {GetType().Name,nq}, Name = {Name}, Database = {DatabaseName}")]
public class MySqlDatabaseResource : Resource, IResourceWithParent<MySqlServerResource>, IResourceWithConnectionString
{
    /// <summary>Makes a database that belongs to <paramref name="parent"/>.</summary>
    /// <param name="name">The resource's name.</param>
    /// <param name="databaseName">The database's name on the server; any text that MySQL takes for an identifier.</param>
    /// <param name="parent">The server that the database is on.</param>
    /// <exception cref="ArgumentNullException"><paramref name="databaseName"/> or <paramref name="parent"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="databaseName"/> is empty.</exception>
    public MySqlDatabaseResource(string name, string databaseName, MySqlServerResource parent)
        : base(name)
    {
        ArgumentException.ThrowIfNullOrEmpty(databaseName);
        ArgumentNullException.ThrowIfNull(parent);

        DatabaseName = databaseName;
        Parent = parent;
    }

    /// <summary>The server that the database is on.</summary>
    public MySqlServerResource Parent { get; }

    /// <summary>The database's name on the server.</summary>
    public string DatabaseName { get; }

    /// <summary>The server's connection string with <c>;Database=name</c> after it.</summary>
    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create(
        $"{new ConnectionStringReference(Parent, optional: false)};Database={QuotedParameter.Quote(DatabaseName)}");

    /// <summary>The address as a URI: <c>mysql://root:secret@host:3306/name</c>, with password and name URL-encoded.</summary>
    public ReferenceExpression UriExpression => Parent.BuildUri(DatabaseName);

    /// <summary>The address for Java's drivers, <c>jdbc:mysql://host:3306/name</c>, without credentials.</summary>
    public ReferenceExpression JdbcConnectionString => Parent.BuildJdbcConnectionString(DatabaseName);

    /// <summary>Why the database isn't there, or null while nothing went wrong.</summary>
    internal string? CreationFailure { get; set; }

    IEnumerable<KeyValuePair<string, ReferenceExpression>> IResourceWithConnectionString.GetConnectionProperties() =>
        Parent.CombineProperties(
        [
            new("DatabaseName", ReferenceExpression.Create($"{DatabaseName}")),
            new("Uri", UriExpression),
            new("JdbcConnectionString", JdbcConnectionString),
        ]);
}
