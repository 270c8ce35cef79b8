using System.CommandLine;
using System.Reflection;
using Aspire.Hosting;
using Devstack.CommandLine.Output;
using Devstack.CommandLine.Planning;
using Devstack.CommandLine.Running;
using Devstack.CommandLine.Secrets;
using Devstack.CommandLine.Stacks;
using Devstack.CommandLine.Verbs;
using Devstack.Hosting.Containers.Engine;
using Devstack.Hosting.Containers.Stacks;
using Devstack.OpenEdx.Configuration;
using Devstack.OpenEdx.Secrets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Devstack.CommandLine;

/// <summary>The command line of an AppHost: the verbs of <c>./devstack</c>, and Aspire's own arguments untouched.</summary>
public static class DevstackCommand
{
    /// <summary>Carries out a verb that needs no model, such as <c>status</c> or <c>run --detach</c>.</summary>
    /// <param name="args">The arguments of the process.</param>
    /// <returns>One of <see cref="ExitCodes"/>; <see langword="null"/> when the model is to be built and run in this process.</returns>
    /// <remarks>The configuration is checked on the way: a mistake in it ends here, with all problems in one answer.</remarks>
    public static Task<int?> TryRunAsync(string[] args) => TryRunAsync(args, []);

    /// <summary>Carries out a verb that needs no model, among them <paramref name="verbs"/>.</summary>
    /// <param name="args">The arguments of the process.</param>
    /// <param name="verbs">Commands beside Devstack's own. They inherit <c>--release</c>, <c>--config</c>, <c>--set</c> and <c>--yes</c>.</param>
    /// <returns>One of <see cref="ExitCodes"/>; <see langword="null"/> when the model is to be built and run in this process.</returns>
    public static Task<int?> TryRunAsync(string[] args, IEnumerable<Command> verbs)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(verbs);

        var context = new VerbContext { Engine = new CommandLineEngine(), AppHosts = new AppHostProcesses(AppHostProcesses.OwnProgram), Input = Terminal.Console.Input };
        return DevstackVerbs.TryRunAsync(args, context, verbs, Terminal.Console);
    }

    /// <summary>Creates the application's builder: Aspire's, with the configuration that the arguments name, progress and addresses.</summary>
    /// <param name="args">The arguments of the process.</param>
    /// <returns>The builder; nothing is in its model yet.</returns>
    /// <exception cref="DevstackConfigurationException">Something in the configuration is wrong.</exception>
    /// <remarks>
    /// The services hold the <see cref="LoadedConfiguration"/> and the identity of the stack, for whoever builds the model. In run mode
    /// the status file and the progress are registered too.
    /// </remarks>
    public static IDistributedApplicationBuilder CreateBuilder(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);

        TellErrorsWithoutStackTrace();
        var arguments = DevstackVerbs.Read(args);
        var settings = StackSettings.Load(arguments.Selection);
        var isRun = !arguments.ForAspire.Any(word => word == "--operation" || word.StartsWith("--operation=", StringComparison.Ordinal));
        string[] forAspire = [.. arguments.ForAspire, .. arguments.Selection.ToHostArguments(), .. AppHostDefaults.Arguments(isRun), .. Preview(arguments)];
        // A dashboard makes keys for itself and keeps them, also when nothing is started.
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { Args = forAspire, DisableDashboard = IsOnlyRead(arguments) });

        AppHostDefaults.Apply(builder, new StackPorts(settings.Identity, new CommandLineEngine(), remember: !IsOnlyRead(arguments)));
        builder.Configuration.AddInMemoryCollection(KubernetesTargetConfiguration.Of(settings.Configuration.Options));
        builder.Services.AddSingleton(settings.Configuration);
        builder.Services.TryAddSingleton(settings.Identity);
        builder.Services.TryAddSingleton<IContainerEngine, CommandLineEngine>();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(IsOwnProcess ? Terminal.Console : Terminal.Silent);
        if (builder.ExecutionContext.IsRunMode)
        {
            var store = new SecretStore(builder.UserSecretsManager.FilePath);
            builder.Services.AddSingleton(SecretSources.Apply(builder, settings.Configuration, settings.Identity.Name, store));
        }

        if (arguments.Preview is { } preview)
        {
            builder.Services.AddSingleton(preview);
        }
        else if (arguments.Secrets is { } secrets)
        {
            builder.Services.AddSingleton(new SecretsRun(secrets, arguments.Selection));
        }
        else if (builder.ExecutionContext.IsRunMode)
        {
            AddReporter(builder, settings);
        }
        else
        {
            PublishRun.Watch(builder, arguments.Publish);
        }

        return builder;
    }

    /// <summary>Runs the application until it is told to end, or publishes it.</summary>
    /// <param name="application">The application.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>One of <see cref="ExitCodes"/>: also a publish that failed ends with another code than 0.</returns>
    public static async Task<int> RunToExitCodeAsync(this DistributedApplication application, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(application);

        try
        {
            return application.Services.GetService<PreviewRun>() is { } preview ? await preview.RunAsync(application, cancellationToken)
                : application.Services.GetService<SecretsRun>() is { } secrets ? await secrets.RunAsync(application, cancellationToken)
                : application.Services.GetRequiredService<DistributedApplicationExecutionContext>().IsRunMode ? await StackRun.RunAsync(application, cancellationToken)
                : await PublishRun.RunAsync(application, cancellationToken);
        }
        catch (Exception error) when (IsOwnProcess && ErrorTexts.Of(error) is { })
        {
            var (text, exitCode) = ErrorTexts.Of(error)!.Value;
            await Terminal.Console.Error.WriteLineAsync(text);
            return exitCode;
        }
    }

    private static string[] Preview(DevstackArguments arguments) => !IsOnlyRead(arguments) ? [] : [$"--{ConfigurationArguments.PreviewKey}", "true"];

    // The model is built and not started.
    private static bool IsOnlyRead(DevstackArguments arguments) => arguments.Preview is not null || arguments.Secrets is not null;

    // In a test the process is the test's: its console, its signals and its end are not ours.
    private static bool IsOwnProcess { get; } =
        Assembly.GetEntryAssembly()?.GetCustomAttributes<AssemblyMetadataAttribute>().Any(data => data.Key == "apphostprojectpath") ?? false;

    private static void AddReporter(IDistributedApplicationBuilder builder, StackSettings settings)
    {
        builder.Services.AddSingleton(new StackStart(settings.Configuration.Options.Release, IsOwnProcess));
        builder.Services.AddSingleton<SecretMask>();
        builder.Services.AddSingleton<FailureLog>();
        builder.Services.AddSingleton<StackReporter>();
        // First, so that it sees the orchestrator start and, as services stop in reverse order, end.
        builder.Services.Insert(0, ServiceDescriptor.Singleton<IHostedService>(services => services.GetRequiredService<StackReporter>()));
    }

    // While Program.cs builds the model nobody is there to catch what a person did wrong.
    private static void TellErrorsWithoutStackTrace()
    {
        if (!IsOwnProcess)
        {
            return;
        }

        AppDomain.CurrentDomain.UnhandledException += (_, unhandled) =>
        {
            if (unhandled.ExceptionObject is Exception error && ErrorTexts.Of(error) is { } known)
            {
                Terminal.Console.Error.WriteLine(known.Text);
                Environment.Exit(known.ExitCode);
            }
        };
    }
}
