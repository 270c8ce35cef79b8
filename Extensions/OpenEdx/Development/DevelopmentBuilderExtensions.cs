using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.OpenEdx.Configuration;
using Devstack.OpenEdx.Development.Debuggers;
using Devstack.OpenEdx.Services;

namespace Devstack.OpenEdx;

/// <summary>Verbs for working on the code of LMS and Studio.</summary>
public static class DevelopmentBuilderExtensions
{
    internal const string DebuggerEndpointName = "debugger";

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

        return builder.WithDebuggerPort(port ?? builder.Resource.Parent.Sites.PortOf($"{PlatformContainers.NameOf(builder.Resource.Variant)}-debugger"), builder.Resource.Parent.Options);
    }

    /// <summary>Opens debugpy's port of a container whose program is one of Devstack's launchers.</summary>
    internal static IResourceBuilder<T> WithDebuggerPort<T>(this IResourceBuilder<T> builder, int port, DevstackOptions options)
        where T : ContainerResource
    {
        if (options.WaitForDebugger.Contains(builder.Resource.Name))
        {
            builder.WithEnvironment("DEVSTACK_DEBUGGER_WAIT", "1");
        }

        return builder
            // A warning about modules of the standard library, at each reload, that no debugger steps into anyway.
            .WithEnvironment("PYDEVD_DISABLE_FILE_VALIDATION", "1")
            // breakpoint() waits for ./devstack attach: a container has no terminal.
            .WithEnvironment("PYTHONBREAKPOINT", "devstack_pdb.set_trace")
            .WithEnvironment("DEVSTACK_DEBUGGER_PORT", DebuggerPorts.InContainer.ToString(CultureInfo.InvariantCulture))
            .WithEndpoint(port, DebuggerPorts.InContainer, scheme: "tcp", name: DebuggerEndpointName, isExternal: false);
    }
}
