using System.Globalization;
using Devstack.Compose.Document;
using Devstack.Publishing.Document;

namespace Devstack.Compose.Rules;

/// <summary>A job: run by a script that knows whether it has been done.</summary>
internal static class RunOnce
{
    public const string StateService = "job-state";
    public const string DoneService = "jobs-done";
    private const string StateVolume = "job-state";
    private const string StateFolder = "/run/devstack/state";
    private const string RunnerConfig = "run-once";
    private const string NoterConfig = "note-volumes";

    public static void Apply(ComposeContext context, WorkloadSpec workload, ComposeService service)
    {
        if (workload is not JobSpec job)
        {
            return;
        }

        service.Restart = "no";
        if (job.Schedule is not null)
        {
            service.Profiles.Add(service.Name); // the server's cron runs it: docker compose run --rm NAME
            return;
        }

        if (service.Entrypoint.Count == 0)
        {
            return; // what the image runs isn't known: it runs at each 'up'
        }

        string[] command = [.. service.Entrypoint, .. service.Command];
        service.Entrypoint.Clear();
        service.Command.Clear();
        service.Entrypoint.Add("/bin/sh");
        service.Entrypoint.Add($"/run/devstack/{RunnerConfig}.sh");
        foreach (var part in (string[])
            [
                service.Name,
                job.Attempts.ToString(CultureInfo.InvariantCulture),
                Math.Ceiling(job.Pause.TotalSeconds).ToString(CultureInfo.InvariantCulture),
                Inputs(context, job),
                string.Join(' ', job.Data),
                .. command,
            ])
        {
            service.Command.Add(part);
        }

        AddScript(context, service, RunnerConfig);
        service.Volumes.Add(new(StateVolume, StateFolder));
        context.File.Volumes.Add(StateVolume);
        service.DependsOn[StateService] = new("service_completed_successfully");
    }

    /// <summary>Adds what stands before the first job and after the last one.</summary>
    public static void AddEnds(ComposeContext context)
    {
        var jobs = context.File.Services.Where(service => service.DependsOn.ContainsKey(StateService)).ToList();
        if (jobs.Count > 0)
        {
            AddState(context, jobs[0].Image, jobs[0].Build);
        }

        // 'up --wait' takes a finished service for a broken one, unless another service waits for its end.
        var waitedFor = context.File.Services
            .SelectMany(service => service.DependsOn)
            .Where(dependency => dependency.Value.Condition is "service_completed_successfully")
            .Select(dependency => dependency.Key)
            .ToHashSet();
        var last = context.Document.Jobs.Where(job => job.Profile is null && job.Schedule is null && !waitedFor.Contains(job.Name)).Select(job => job.Name).ToList();
        if (last.Count > 0)
        {
            AddDone(context, last);
        }
    }

    // The script reads the values of settings, too: another value is another input.
    private static string Inputs(ComposeContext context, JobSpec job)
    {
        var settings = job.Environment.Select(variable => variable.Value).Concat(job.Arguments)
            .SelectMany(value => value.Parameters)
            .Where(parameter => !parameter.IsSecret)
            .DistinctBy(parameter => parameter.Parameter)
            .OrderBy(parameter => parameter.Parameter, StringComparer.Ordinal);
        return string.Join(' ', [job.Fingerprint, .. settings.Select(context.Setting)]);
    }

    private static void AddState(ComposeContext context, string image, ComposeBuild? build)
    {
        var state = new ComposeService { Name = StateService, Image = image, Build = build, User = "0:0", Restart = "no", NetworkMode = "none", IsReadOnly = true };
        state.Entrypoint.Add("/bin/sh");
        state.Entrypoint.Add($"/run/devstack/{NoterConfig}.sh");
        state.DroppedCapabilities.Add("ALL");
        AddScript(context, state, NoterConfig);
        state.Volumes.Add(new(StateVolume, StateFolder));
        var volumes = context.Document.Jobs.SelectMany(job => job.Data).Distinct().Order(StringComparer.Ordinal).ToList();
        foreach (var volume in volumes)
        {
            state.Volumes.Add(new(volume, $"/run/devstack/volumes/{volume}", IsReadOnly: true) { IsNoCopy = true });
        }

        // A server fills its new volume from its image when it is made; so it goes first, unless it waits for a job itself.
        foreach (var owner in context.Document.Services.Where(service =>
            service.Profile is null && service.Mounts.Any(mount => volumes.Contains(mount.Volume)) && !NeedsAJob(context, service, [])))
        {
            state.DependsOn[owner.Name] = new("service_started");
        }

        context.File.Services.Add(state);
    }

    private static bool NeedsAJob(ComposeContext context, WorkloadSpec workload, HashSet<string> seen) =>
        workload is JobSpec
        || (seen.Add(workload.Name) && workload.DependsOn.Any(dependency => NeedsAJob(context, context.Workloads[dependency.Workload], seen)));

    private static void AddDone(ComposeContext context, IReadOnlyList<string> jobs)
    {
        var last = context.File.Services.First(service => service.Name == jobs[^1]);
        var done = new ComposeService { Name = DoneService, Image = last.Image, Build = last.Build, User = "65534:65534", NetworkMode = "none", IsReadOnly = true };
        done.Entrypoint.Add("/bin/sh");
        done.Entrypoint.Add("-c");
        done.Command.Add("trap 'exit 0' TERM; while :; do sleep 86400 & wait $$!; done");
        done.DroppedCapabilities.Add("ALL");
        foreach (var job in jobs)
        {
            done.DependsOn[job] = new("service_completed_successfully");
        }

        context.File.Services.Add(done);
    }

    /// <summary>Gives a service one of the scripts of this folder.</summary>
    public static void AddScript(ComposeContext context, ComposeService service, string name)
    {
        context.File.Configs[name] = $"./config/{name}.sh";
        service.Configs.Add(new(name, $"/run/devstack/{name}.sh"));
    }
}
