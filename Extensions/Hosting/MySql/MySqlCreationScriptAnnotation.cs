using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.MySql;

/// <summary>The SQL that creates a database instead of <c>CREATE DATABASE IF NOT EXISTS</c>.</summary>
internal sealed class MySqlCreationScriptAnnotation(string script) : IResourceAnnotation
{
    public string Script { get; } = script;
}
