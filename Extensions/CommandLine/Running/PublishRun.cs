using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Publishing;
using Microsoft.Extensions.DependencyInjection;

namespace Devstack.CommandLine.Running;

/// <summary>Runs a publish or another of Aspire's operations, and tells whether it succeeded.</summary>
internal sealed class PublishRun(PublishRequest? request)
{
    private readonly PublishRequest? _request = request;
    private bool _began;
    private bool _succeeded;

    /// <summary>Watches the operation of an application that is being built.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="request">What a verb asked for; <see langword="null"/> when Aspire's own arguments say it.</param>
    /// <remarks>Aspire logs a failed step and returns normally; only a success raises the second event.</remarks>
    public static void Watch(IDistributedApplicationBuilder builder, PublishRequest? request)
    {
        var run = new PublishRun(request);
        builder.Services.AddSingleton(run);
        builder.Eventing.Subscribe<BeforePublishEvent>((_, _) =>
        {
            run._began = true;
            return Task.CompletedTask;
        });
        builder.Eventing.Subscribe<AfterPublishEvent>((_, _) =>
        {
            run._succeeded = true;
            return Task.CompletedTask;
        });
    }

    /// <summary>Runs the application and returns an exit code.</summary>
    public static async Task<int> RunAsync(DistributedApplication application, CancellationToken cancellationToken)
    {
        var run = application.Services.GetRequiredService<PublishRun>();
        var model = application.Services.GetRequiredService<DistributedApplicationModel>();
        run._request?.Check(model);
        var target = run._request?.Deployment is null ? null : DeploymentRequest.TargetOf(model, run._request.Target!);
        await application.RunAsync(cancellationToken);
        if (run._began && !run._succeeded)
        {
            return ExitCodes.Failed;
        }

        if (target is not null)
        {
            using var interruption = new Interruption();
            await run._request!.Deployment!.RunAsync(target, run._request.Folder, interruption.Token);
        }

        return ExitCodes.Success;
    }
}
