using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Devstack.OpenEdx.Services;

/// <summary>What the engine is told of a devstack's containers, for operations that find them there and know no model.</summary>
internal static class ContainerLabels
{
    /// <summary>A container with the code of a service: it writes into datastores, and can stand still for a while. The value is the service.</summary>
    public const string Code = "devstack.code";

    /// <summary>A job without which a datastore that was emptied is of no use: the datastores' names as <c>db reset</c> knows them, with commas between them.</summary>
    public const string Prepares = "devstack.prepares";

    /// <summary>Gives a container a label. Run mode only.</summary>
    public static IResourceBuilder<T> WithLabel<T>(this IResourceBuilder<T> builder, string label, string value)
        where T : ContainerResource =>
        builder.ApplicationBuilder.ExecutionContext.IsRunMode ? builder.WithContainerRuntimeArgs("--label", $"{label}={value}") : builder;
}
