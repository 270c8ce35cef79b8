using System.Globalization;
using System.Reflection;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Files;

namespace Devstack.Hosting.Containers.Jobs;

/// <summary>Verbs for jobs.</summary>
public static class JobBuilderExtensions
{
    private const string Runner = "/opt/devstack/run-job.sh";

    /// <summary>Makes the container a job, see <see cref="JobAnnotation"/>.</summary>
    /// <param name="builder">The container. What it waits for (<c>WaitFor</c>, <c>WaitForCompletion</c>) is part of its fingerprint.</param>
    /// <param name="job">The command and how often it is tried.</param>
    /// <typeparam name="T">The container's type.</typeparam>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> AsJob<T>(this IResourceBuilder<T> builder, JobAnnotation job)
        where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(job);

        builder.WithAnnotation(job);
        if (builder.ApplicationBuilder.ExecutionContext.IsPublishMode)
        {
            // Compose and Kubernetes try again by themselves.
            return builder.WithEntrypoint(job.Command[0]).WithArgs([.. job.Command.Skip(1)]);
        }

        return builder
            .WithTextFile(Runner, () => RunnerScript)
            .WithEntrypoint("/bin/sh")
            .WithArgs([
                Runner,
                job.Attempts.ToString(CultureInfo.InvariantCulture),
                ((int)Math.Ceiling(job.Pause.TotalSeconds)).ToString(CultureInfo.InvariantCulture),
                .. job.Command,
            ]);
    }

    /// <summary>Runs the container at certain times where it is deployed, see <see cref="ScheduleAnnotation"/>.</summary>
    /// <param name="builder">The container. Nothing waits for it.</param>
    /// <param name="cron">The five fields of a cron table, in UTC.</param>
    /// <typeparam name="T">The container's type.</typeparam>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithSchedule<T>(this IResourceBuilder<T> builder, string cron)
        where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithAnnotation(new ScheduleAnnotation(cron), ResourceAnnotationMutationBehavior.Replace);
    }

    /// <summary>Says whose data the scheduled job copies, see <see cref="BackupAnnotation"/>.</summary>
    /// <param name="builder">The container.</param>
    /// <param name="server">The server whose data it copies.</param>
    /// <param name="restoreVariable">The environment variable that names the copy which the job brings back instead of making one. Default: it makes copies alone.</param>
    /// <typeparam name="T">The container's type.</typeparam>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> AsBackupOf<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> server, string? restoreVariable = null)
        where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(server);
        return builder.WithAnnotation(new BackupAnnotation(server.Resource, restoreVariable), ResourceAnnotationMutationBehavior.Replace);
    }

    /// <summary>Makes the container a job that is repeated: where it is deployed at certain times, in run mode whenever a person says so.</summary>
    /// <param name="builder">The container. Nothing waits for it.</param>
    /// <param name="job">The command and how often it is tried.</param>
    /// <param name="cron">The five fields of a cron table, in UTC.</param>
    /// <typeparam name="T">The container's type.</typeparam>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> AsScheduledJob<T>(this IResourceBuilder<T> builder, JobAnnotation job, string cron)
        where T : ContainerResource
    {
        builder.AsJob(job).WithSchedule(cron);
        return builder.ApplicationBuilder.ExecutionContext.IsPublishMode ? builder : builder.WithExplicitStart();
    }

    private static string RunnerScript => field ??= ReadRunner();

    private static string ReadRunner()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("run-job.sh")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
