using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Deployment;
using Devstack.Hosting.Containers.Files;
using Devstack.Hosting.Containers.Images;
using Devstack.Hosting.Containers.Jobs;
using Devstack.Hosting.Containers.Probes;
using Devstack.Hosting.Containers.Stacks;
using Devstack.Publishing.Document;
using Devstack.Publishing.Targets;

namespace Devstack.Publishing.Reading;

/// <summary>Refuses an annotation that no reader knows: what it asks for would be lost without a word.</summary>
internal static class AnnotationCheck
{
    private static readonly HashSet<Type> s_read =
    [
        typeof(ContainerImageAnnotation), typeof(DockerfileBuildAnnotation), typeof(ImageSourceAnnotation),
        typeof(CommandLineArgsCallbackAnnotation), typeof(EnvironmentCallbackAnnotation), typeof(EndpointAnnotation),
        typeof(ContainerMountAnnotation), typeof(ContainerFileSystemCallbackAnnotation), typeof(TextFileAnnotation), typeof(SecretFileAnnotation),
        typeof(WaitAnnotation), typeof(EndpointProbeAnnotation), typeof(ContainerProbeAnnotation), typeof(HealthCheckAnnotation),
        typeof(ReplicaAnnotation), typeof(ContainerRuntimeArgsCallbackAnnotation), typeof(JobAnnotation), typeof(StopGracePeriodAnnotation),
        typeof(RouteAnnotation), typeof(ResourceLimitsAnnotation), typeof(NetworkPurposeAnnotation), typeof(ConnectsToAnnotation),
        typeof(RunAsUserAnnotation), typeof(ReadOnlyRootAnnotation), typeof(CapabilitiesAnnotation), typeof(OptionalProfileAnnotation),
        typeof(SecretGeneratorAnnotation), typeof(ExcludedFromTargetAnnotation), typeof(ScalingAnnotation), typeof(ScheduleAnnotation),
        typeof(UpstreamReloadAnnotation), typeof(AppArmorProfileAnnotation), typeof(PrivilegeEscalationAnnotation), typeof(SingleInstanceAnnotation),
        typeof(BackupAnnotation),
    ];

    // For the dashboard, for the orchestrator on this machine, or already part of the values and the order.
    private static readonly HashSet<string> s_withoutEffect =
    [
        "CertificateAuthorityCollectionAnnotation", "CertificateTrustConfigurationCallbackAnnotation", "ConnectionPropertyAnnotation",
        "ContainerCertificatePathsAnnotation", "ContainerImagePullPolicyAnnotation", "ContainerLifetimeAnnotation", "ContainerNameAnnotation",
        "DcpInstancesAnnotation", "DefaultLaunchProfileAnnotation", "DeploymentTargetAnnotation", "EndpointReferenceAnnotation", "ExecutableAnnotation",
        "ExplicitStartupAnnotation", "HiddenAnnotation", "HttpsCertificateAnnotation", "HttpsCertificateConfigurationCallbackAnnotation",
        "LaunchProfileAnnotation", "ManifestPublishingCallbackAnnotation", "McpServerEndpointAnnotation", "NameValidationPolicyAnnotation",
        "OtlpExporterAnnotation", "PersistenceAnnotation", "PipelineConfigurationAnnotation", "PipelineStepAnnotation", "ProxySupportAnnotation",
        "ReferenceEnvironmentInjectionAnnotation", "RequiredCommandAnnotation", "ResourceCommandAnnotation", "ResourceIconAnnotation",
        "ResourceRelationshipAnnotation", "ResourceSnapshotAnnotation", "ResourceUrlAnnotation", "ResourceUrlsCallbackAnnotation",
        "SupportsDebuggingAnnotation", "ContainerBuildOptionsCallbackAnnotation", "ContainerImagePushOptionsCallbackAnnotation",
        "RegistryTargetAnnotation", "ContainerRegistryReferenceAnnotation",
    ];

    public static void Run(ReadingContext context, IResource resource)
    {
        foreach (var annotation in resource.Annotations)
        {
            var type = annotation.GetType();
            if (!IsKnown(type))
            {
                context.Problems.Add(resource.Name, $"has the annotation {type.Name}, of which no published form is known. " +
                    "Leave it out in publish mode, or mark its class with [ModelOnly] when a container has nothing to obey in it.");
            }
        }
    }

    private static bool IsKnown(Type type) =>
        s_read.Any(read => read.IsAssignableFrom(type))
        || typeof(ITargetAnnotation).IsAssignableFrom(type)
        || type.GetCustomAttribute<ModelOnlyAttribute>() is not null
        || (type.Namespace?.StartsWith("Aspire.Hosting", StringComparison.Ordinal) is true && s_withoutEffect.Contains(type.Name));
}
