using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Pipelines;
using Devstack.Hosting.Containers.Stacks;
using Devstack.Publishing.Document;
using Devstack.Publishing.Output;
using Devstack.Publishing.Reading;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Devstack.Publishing.Targets;

/// <summary>Where a model goes when it is published: a step <c>publish-NAME</c> that writes the files of this target.</summary>
/// <remarks>It is no compute environment, so any number of targets stand beside each other and publish the same resources.</remarks>
public abstract class PublishTargetResource : Resource
{
    /// <summary>Makes a target.</summary>
    /// <param name="name">Its name, and that of its folder in the output.</param>
    protected PublishTargetResource(string name)
        : base(name)
    {
        Annotations.Add(new PipelineStepAnnotation(_ => new PipelineStep
        {
            Name = $"publish-{Name}",
            Description = $"Writes the files of {Name}.",
            Action = PublishAsync,
            RequiredBySteps = [WellKnownPipelineSteps.Publish],
            Resource = this,
        }));
        Annotations.Add(ManifestPublishingCallbackAnnotation.Ignore);
    }

    /// <summary>The name of the stack where it is deployed; <see langword="null"/> for the model's own.</summary>
    public string? StackName { get; set; }

    /// <summary>Turns a document into files. It asks nothing else: the same document gives the same bytes.</summary>
    /// <param name="document">The document.</param>
    /// <returns>The files.</returns>
    /// <exception cref="PublishException">The target can't express something; all problems are in the message.</exception>
    protected abstract IReadOnlyList<PublishedFile> Render(DeploymentDocument document);

    /// <summary>What a person has to do before the files can be used, or should know of them, and why; a sentence each, shown after the publish.</summary>
    /// <param name="document">The document.</param>
    protected virtual IEnumerable<string> NextSteps(DeploymentDocument document) => [];

    private async Task PublishAsync(PipelineStepContext context)
    {
        var document = await DocumentReader.ReadAsync(context.Model, this, NameOfStack(context.Services), context.ExecutionContext, context.Logger, context.CancellationToken);
        // A thread of its own: meanwhile Aspire's pipeline begins with the next target.
        var files = await Task.Run(() => Render(document), context.CancellationToken);

        var folder = context.Services.GetRequiredService<IPipelineOutputService>().GetOutputDirectory(this);
        var changes = await OutputFolder.WriteAsync(folder, files, context.CancellationToken);
        foreach (var kept in changes.Kept)
        {
            context.Logger.LogWarning("'{File}' had been changed by hand; the changed one is kept as '{Kept}'. Changes belong into a file that isn't generated: see README.md.", kept.File, kept.Copy);
        }

        foreach (var step in NextSteps(document))
        {
            context.Logger.LogWarning("{Target}: {Step}", Name, step);
        }

        context.Logger.LogInformation(
            "{Target}: {Services} services and {Jobs} jobs in {Files} files, {Written} of them new or different, {Removed} removed.",
            Name, document.Services.Count, document.Jobs.Count, files.Count, changes.Written.Count, changes.Removed.Count);
        context.Summary.Add(Name, folder);
        await context.ReportingStep.CompleteAsync($"Wrote {files.Count} files", CompletionState.Completed, context.CancellationToken);
    }

    // Aspire takes the project's name for the application; it has no hash of a folder in it.
    private string NameOfStack(IServiceProvider services) =>
        StackName
        ?? services.GetService<StackIdentity>()?.Name
        ?? new string([.. services.GetRequiredService<Microsoft.Extensions.Hosting.IHostEnvironment>().ApplicationName
            .ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-')]).Trim('-');
}
