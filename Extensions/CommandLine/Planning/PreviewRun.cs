using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.CommandLine.Output;
using Devstack.CommandLine.Running;
using Devstack.CommandLine.Verbs;
using Devstack.Hosting.Containers.Engine;
using Devstack.Hosting.Containers.Stacks;
using Devstack.OpenEdx.Configuration;
using Devstack.OpenEdx.Services;
using Microsoft.Extensions.DependencyInjection;

namespace Devstack.CommandLine.Planning;

/// <summary>Says what an application would start, instead of starting it.</summary>
/// <param name="AsJson">For a script.</param>
internal sealed record PreviewRun(bool AsJson)
{
    public async Task<int> RunAsync(DistributedApplication application, CancellationToken cancellationToken)
    {
        await using var _ = application;
        var services = application.Services;
        var reader = new StackPreviewReader(
            services.GetRequiredService<DistributedApplicationModel>(),
            services.GetRequiredService<LoadedConfiguration>(),
            services.GetRequiredService<StackIdentity>(),
            services.GetRequiredService<IContainerEngine>());
        services.GetService<ModelCompletion>()?.Complete();
        await StackRun.TellNoticesAsync(services);
        var preview = await reader.ReadAsync(cancellationToken);
        var text = AsJson ? JsonSerializer.Serialize(preview, VerbContext.JsonFormat) + "\n" : PreviewText.Write(preview);
        await services.GetRequiredService<Terminal>().Output.WriteAsync(text.AsMemory(), cancellationToken);
        return ExitCodes.Success;
    }
}
