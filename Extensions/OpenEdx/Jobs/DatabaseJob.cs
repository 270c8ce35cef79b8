using System.Globalization;
using System.Reflection;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Deployment;
using Devstack.Hosting.Containers.Files;
using Devstack.Hosting.Containers.Images;
using Devstack.Hosting.Containers.Jobs;
using Devstack.OpenEdx.Datastores;
using Devstack.OpenEdx.Secrets;
using Devstack.OpenEdx.Services;
using Devstack.OpenEdx.Settings.Platform;

namespace Devstack.OpenEdx.Jobs;

/// <summary>Creates a database and a user that may do anything in it, and nothing else.</summary>
/// <remarks>In a server of the user's own only with an administrator's name in the configuration; else it looks whether they are there, and says the SQL that makes them.</remarks>
internal static class DatabaseJob
{
    private const int DatabaseUser = 999;
    private const int UsualPort = 3306;

    /// <summary>Adds the job.</summary>
    /// <param name="platform">The platform.</param>
    /// <param name="name">The job's name.</param>
    /// <param name="datastore">What <c>db reset</c> calls the database.</param>
    /// <param name="database">The database.</param>
    /// <param name="user">Its user.</param>
    /// <param name="password">The user's password.</param>
    public static PlatformJobResource Add(
        IResourceBuilder<OpenEdxResource> platform, string name, string datastore, string database, string user, ParameterResource password)
    {
        var external = platform.Resource.Options.External.MySql;
        var job = platform.ApplicationBuilder.AddResource(new PlatformJobResource(name, platform.Resource))
            .WithImage(platform.Resource.Release.Images.MySql, platform.Resource.Images)
            .WithContainerRuntimeArgs("--user", $"{DatabaseUser}:{DatabaseUser}")
            .WithReadOnlyRoot("/tmp")
            .WithEnvironment("CHARSET", platform.Resource.Release.MySqlCharset)
            .WithEnvironment("COLLATION", platform.Resource.Release.MySqlCollation)
            .WithLabel(ContainerLabels.Prepares, datastore)
            .WithIconName("ClipboardTask");
        job = external.IsUsed ? job.InServerOfOnesOwn(platform, database, user, password) : job.InServerOfTheStack(platform.Resource, database, user, password);
        // Who may use the database with the password that is valid now finds it ready.
        return job.AsJob(new(["sh", "-c", Script]) { Check = ["sh", "-c", Script, "create-database", "check"] }).Resource;
    }

    private static IResourceBuilder<PlatformJobResource> InServerOfTheStack(
        this IResourceBuilder<PlatformJobResource> job, OpenEdxResource platform, string database, string user, ParameterResource password)
    {
        var mysql = platform.MySql ?? throw new InvalidOperationException(
            $"'{platform.Name}' has no MySQL server: call WithMySql before its services are added.");
        return job
            .In(mysql.Name, UsualPort, database, user, password)
            .WithAdministrator("root", mysql.PasswordParameter)
            .WaitFor(job.ApplicationBuilder.CreateResourceBuilder(mysql));
    }

    private static IResourceBuilder<PlatformJobResource> InServerOfOnesOwn(
        this IResourceBuilder<PlatformJobResource> job, IResourceBuilder<OpenEdxResource> platform, string database, string user, ParameterResource password)
    {
        var external = platform.Resource.Options.External.MySql;
        job.In(external.Host!, external.Port ?? UsualPort, database, user, password)
            .WithExternalServers(platform.Resource)
            .WithEnvironment("PASSWORD_NAME", password.Name);
        if (external.Tls)
        {
            job.WithEnvironment("TLS", "required");
        }

        if (external.CaFile is not null)
        {
            job.WithEnvironment("CA_FILE", Server.CaPathOf("mysql"));
        }

        return external.AdminUser is { } admin ? job.WithAdministrator(admin, ExternalServers.AdminPassword(platform.ApplicationBuilder)) : job;
    }

    private static IResourceBuilder<PlatformJobResource> In(
        this IResourceBuilder<PlatformJobResource> job, string host, int port, string database, string user, ParameterResource password) => job
        .WithEnvironment("HOST", host)
        .WithEnvironment("PORT", port.ToString(CultureInfo.InvariantCulture))
        .WithEnvironment("DATABASE", database)
        .WithEnvironment("USER_NAME", user)
        .WithEnvironment("USER_PASSWORD_FILE", SecretFileAnnotation.PathOf(password))
        .WithSecretFile(password, DatabaseUser);

    private static IResourceBuilder<PlatformJobResource> WithAdministrator(
        this IResourceBuilder<PlatformJobResource> job, string user, ParameterResource password) => job
        .WithEnvironment("ADMIN_USER", user)
        .WithEnvironment("ADMIN_PASSWORD_FILE", SecretFileAnnotation.PathOf(password))
        .WithSecretFile(password, DatabaseUser);

    private static string Script => field ??= PlatformContainers.Source("create-database.sh");
}
