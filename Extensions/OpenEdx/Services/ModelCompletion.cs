using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Deployment;
using Devstack.Hosting.Containers.Files;
using Devstack.OpenEdx.Configuration;
using Devstack.OpenEdx.Services.Additional;
using Devstack.OpenEdx.Services.Lms;
using Devstack.OpenEdx.Services.Workers;
using Microsoft.Extensions.DependencyInjection;

namespace Devstack.OpenEdx.Services;

/// <summary>What can be done only when every service is in the model: secret files, memory limits, and a look at the names that the user wrote.</summary>
public sealed class ModelCompletion
{
    private readonly IDistributedApplicationBuilder _builder;
    private readonly OpenEdxResource _platform;
    private bool _isDone;

    internal ModelCompletion(IDistributedApplicationBuilder builder, OpenEdxResource platform)
    {
        _builder = builder;
        _platform = platform;
    }

    /// <summary>Completes the model, once.</summary>
    /// <exception cref="DevstackConfigurationException">The user names a container, a service or a site that isn't there.</exception>
    public void Complete()
    {
        if (_isDone)
        {
            return;
        }

        _isDone = true;
        PlatformContainers.AddSecretFiles(_builder, _platform);
        ConnectServices();
        var problems = new ConfigurationProblems();
        Loaded?.CheckNames(problems, _platform.OwnNames.Contains);
        LimitMemory(problems);
        CheckSecrets(problems);
        problems.ThrowIfAny();
    }

    // LMS, Studio and their workers call services, and some services call the LMS: in whatever order they were added.
    private void ConnectServices()
    {
        var containers = _builder.Resources.OfType<ContainerResource>().ToList();
        var callers = containers.Where(container => container is IPlatformWebService or WorkerResource).ToList();
        foreach (var service in _platform.Services)
        {
            foreach (var caller in callers)
            {
                _builder.CreateResourceBuilder(caller).ConnectsTo(service);
            }

            foreach (var called in Named(service.Definition.Calls))
            {
                foreach (var part in containers.Where(container => container == service || (container as OpenEdxServiceProcessResource)?.Parent == service))
                {
                    _builder.CreateResourceBuilder(part).ConnectsTo(called);
                }
            }

            foreach (var (job, called) in service.CallsOfJobs.SelectMany(job => Named(job.Calls).Select(called => (job.Job, called))))
            {
                // WaitFor would also wait for the platform, whose children both are.
                job.Annotations.Add(new WaitAnnotation(called, WaitType.WaitUntilHealthy));
            }
        }

        IEnumerable<ContainerResource> Named(IReadOnlyList<string> names) =>
            names.Select(name => containers.FirstOrDefault(container => container.Name == name)).OfType<ContainerResource>();
    }

    // A name in devstack.yaml is a mistake when nothing is called so. In the environment there may be what belongs to others.
    private void CheckSecrets(ConfigurationProblems problems)
    {
        var secrets = ModelSecrets.Of(_builder.Resources).Select(secret => secret.Name).ToList();
        foreach (var name in _platform.Options.SecretFiles.Keys)
        {
            if (!secrets.Concat(KnownNames.Secrets).Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                problems.Add(
                    OriginOf($"secretFiles.{name}"),
                    $"'secretFiles.{name}': there is no secret '{name}'.{NearestName.Question(name, secrets.Concat(KnownNames.Secrets))} There are: {string.Join(", ", secrets)}.");
            }
        }
    }

    private void LimitMemory(ConfigurationProblems problems)
    {
        var containers = _builder.Resources.OfType<ContainerResource>().ToDictionary(container => container.Name);
        foreach (var (name, amount) in _platform.Options.Memory)
        {
            if (containers.TryGetValue(name, out var container))
            {
                Limit(_builder.CreateResourceBuilder(container), MemoryAmount.Parse(amount));
            }
            else if (!KnownNames.Containers.Contains(name))
            {
                problems.Add(OriginOf($"memory.{name}"), $"no container is called '{name}'.{NearestName.Question(name, containers.Keys)} There are: {string.Join(", ", containers.Keys)}.");
            }
        }
    }

    private static void Limit(IResourceBuilder<ContainerResource> container, long bytes)
    {
        var before = container.Resource.Annotations.OfType<ResourceLimitsAnnotation>().LastOrDefault();
        container.WithResourceLimits(new ResourceLimitsAnnotation
        {
            MemoryLimit = bytes,
            // What is kept for it can't be more than what it may take.
            MemoryRequest = before?.MemoryRequest is { } request ? Math.Min(request, bytes) : null,
            CpuRequest = before?.CpuRequest,
            CpuLimit = before?.CpuLimit,
        });
        if (container.ApplicationBuilder.ExecutionContext.IsRunMode)
        {
            container.WithContainerRuntimeArgs("--memory", bytes.ToString(CultureInfo.InvariantCulture));
        }
    }

    private LoadedConfiguration? Loaded =>
        _builder.Services.FirstOrDefault(service => service.ServiceType == typeof(LoadedConfiguration))?.ImplementationInstance as LoadedConfiguration;

    private SettingOrigin OriginOf(string key) => Loaded?.Origin(key) ?? SettingOrigin.Default;
}
