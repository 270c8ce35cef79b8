using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.OpenEdx.Services;

namespace Devstack.OpenEdx;

/// <summary>Verbs for working on the code of LMS and Studio.</summary>
public static class DevelopmentBuilderExtensions
{
    private const string DebuggerEndpointName = "debugger";
    private const int DebuggerPort = 5678; // debugpy's usual port

    /// <summary>Runs Django's development server: a changed Python file is served by the next request. Run mode only.</summary>
    /// <param name="builder">LMS or Studio.</param>
    /// <typeparam name="T">Its type.</typeparam>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithLiveReload<T>(this IResourceBuilder<T> builder)
        where T : ContainerResource, IPlatformWebService
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder.ApplicationBuilder.ExecutionContext.IsPublishMode)
        {
            return builder;
        }

        return builder
            .WithEntrypoint("python")
            .WithArgs("-m", "devstack_server", PlatformContainers.NameOf(builder.Resource.Variant), "runserver", $"0.0.0.0:{PlatformWebService.HttpPort}");
    }

    /// <summary>Opens debugpy's port on 127.0.0.1 for a debugger to attach. Run mode only, together with <see cref="WithLiveReload{T}"/>.</summary>
    /// <param name="builder">LMS or Studio.</param>
    /// <param name="port">The port on this machine; <see langword="null"/> for 5678 (LMS) or 5679 (Studio), or the next free one.</param>
    /// <typeparam name="T">Its type.</typeparam>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithDebugger<T>(this IResourceBuilder<T> builder, int? port = null)
        where T : ContainerResource, IPlatformWebService
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder.ApplicationBuilder.ExecutionContext.IsPublishMode)
        {
            return builder;
        }

        var route = $"{PlatformContainers.NameOf(builder.Resource.Variant)}-debugger";
        var sites = builder.Resource.Parent.Sites;
        return builder
            // A warning about modules of the standard library, at each reload, that no debugger steps into anyway.
            .WithEnvironment("PYDEVD_DISABLE_FILE_VALIDATION", "1")
            .WithEnvironment("DEVSTACK_DEBUGGER_PORT", DebuggerPort.ToString(CultureInfo.InvariantCulture))
            .WithEndpoint(port ?? sites.PortOf(route), DebuggerPort, scheme: "tcp", name: DebuggerEndpointName, isExternal: false);
    }
}
