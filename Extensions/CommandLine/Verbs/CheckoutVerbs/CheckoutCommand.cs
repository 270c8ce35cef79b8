using System.CommandLine;
using Devstack.CommandLine.Output;
using Devstack.OpenEdx.Configuration;
using Devstack.OpenEdx.Development;
using Devstack.OpenEdx.Development.Frontends;
using Devstack.OpenEdx.Releases;

namespace Devstack.CommandLine.Verbs.CheckoutVerbs;

/// <summary><c>checkout</c>: which local checkouts run instead of the code in the images.</summary>
internal sealed class CheckoutCommand : Command
{
    public CheckoutCommand(VerbContext context)
        : base("checkout", "Choose the local checkouts that run instead of the code in the images.")
    {
        Subcommands.Add(new AddCommand(context));
        Subcommands.Add(new ListCommand(context));
        Subcommands.Add(new RemoveCommand(context));
        Subcommands.Add(new CloneCommand(context));
    }

    private static string FileOf(VerbContext context, ParseResult result) =>
        Path.GetFullPath(context.Words.Read(result).ConfigFile ?? DevstackConfigurationSources.DefaultFileName);

    private static Argument<string> PathArgument() => new("path") { Description = "The checkout's folder.", HelpName = "PATH" };

    private static DevstackOptions OptionsOf(VerbContext context, ParseResult result) => context.Load(result).Settings.Configuration.Options;

    private static Option<string?> ServiceOption() => new("--service")
    {
        Description = "The service beside LMS and Studio that a package is for, e.g. discovery. Default: LMS and Studio.",
        HelpName = "SERVICE",
    };

    private static IReadOnlyList<string> Present(DevstackOptions options) => [.. options.Checkouts.Select(Path.GetFullPath)];

    private static IReadOnlyList<string> Present(DevstackOptions options, string service) =>
        [.. Checkouts.OfService(options, service).Select(package => package.Folder)];

    // As a person would write it: relative to the file where that is shorter to read.
    private static Task WriteAsync(string file, string key, IEnumerable<string> folders, CancellationToken cancellationToken)
    {
        var root = Path.GetDirectoryName(file)!;
        var items = folders.Select(folder => $"'{Path.GetRelativePath(root, folder).Replace('\\', '/').Replace("'", "''", StringComparison.Ordinal)}'");
        return ConfigurationFile.SetAsync(file, key, $"[{string.Join(", ", items)}]", cancellationToken);
    }

    private static async Task<int> AddAsync(VerbContext context, ParseResult result, string path, string? service, CancellationToken cancellationToken)
    {
        var terminal = context.Terminal(result);
        var checkout = Directory.Exists(path) ? Checkouts.At(path) : throw new CommandFailedException($"There is no folder {Path.GetFullPath(path)}.", ExitCodes.WrongUsage);
        if (checkout.Kind is CheckoutKind.Unknown)
        {
            throw new CommandFailedException(
                $"{checkout.Folder} is no checkout that a service runs: it has neither lms/, cms/ and manage.py (edx-platform), nor manage.py alone (a service), nor setup.py or pyproject.toml (a package, an XBlock, a plugin), " +
                "nor lms/templates (a theme), nor package.json (a micro-frontend).");
        }

        var options = OptionsOf(context, result);
        var release = ReleaseCatalog.Get(options.Release);
        if (service is not null)
        {
            return await AddPackageAsync(context, result, checkout, service, cancellationToken);
        }

        if (checkout.Kind is CheckoutKind.MicroFrontend && FrontendCheckout.AppOf(checkout, release) is null)
        {
            throw new CommandFailedException(FrontendCheckout.NoneOf(release, checkout));
        }

        if (checkout.Kind is CheckoutKind.Service)
        {
            ServiceCheckout.Require(checkout, release);
        }

        var present = Present(options);
        var file = FileOf(context, result);
        if (!present.Contains(checkout.Folder, StringComparer.Ordinal))
        {
            await WriteAsync(file, "checkouts", [.. present, checkout.Folder], cancellationToken);
        }

        await terminal.Output.WriteLineAsync($"{checkout.Folder} ({Text(checkout, release)}) is mounted at {checkout.Target} from the next ./devstack run on.");
        foreach (var problem in ProblemsOf(checkout.Kind, OptionsOf(context, result)))
        {
            await terminal.Error.WriteLineAsync(problem);
        }

        return ExitCodes.Success;
    }

    private static async Task<int> AddPackageAsync(VerbContext context, ParseResult result, Checkout package, string service, CancellationToken cancellationToken)
    {
        var options = OptionsOf(context, result);
        if (package.Kind is not CheckoutKind.Package)
        {
            throw new CommandFailedException($"{package.Folder} is no Python package (it has neither setup.py nor pyproject.toml), and nothing else is for one service. Leave --service out.", ExitCodes.WrongUsage);
        }

        var code = ServiceCheckout.Require(service, ReleaseCatalog.Get(options.Release));
        var present = Present(options, service);
        if (!present.Contains(package.Folder, StringComparer.Ordinal))
        {
            await WriteAsync(FileOf(context, result), $"servicePackages.{service}", [.. present, package.Folder], cancellationToken);
        }

        var terminal = context.Terminal(result);
        await terminal.Output.WriteLineAsync($"{package.Folder} (package of {service}) is mounted at {package.Target} in {service} alone from the next ./devstack run on.");
        if (ServiceCheckout.ProblemOf(options, package, code) is { } problem)
        {
            await terminal.Error.WriteLineAsync(problem);
        }

        return ExitCodes.Success;
    }

    private static IEnumerable<string> ProblemsOf(CheckoutKind kind, DevstackOptions options) => kind switch
    {
        CheckoutKind.MicroFrontend => FrontendCheckout.ProblemsOf(options),
        CheckoutKind.Service => ServiceCheckout.ProblemsOf(options),
        _ => [],
    };

    private static string Text(Checkout checkout, Release release) => checkout.Kind switch
    {
        CheckoutKind.Platform => "edx-platform",
        CheckoutKind.Package => "package",
        CheckoutKind.Theme => "theme",
        CheckoutKind.Service => ServiceCheckout.TextOf(checkout),
        CheckoutKind.MicroFrontend => FrontendCheckout.AppOf(checkout, release) is { } app ? $"micro-frontend {app.Name}" : $"micro-frontend, none of {release.Name}'s",
        _ => "unknown",
    };

    private sealed class AddCommand : Command
    {
        public AddCommand(VerbContext context)
            : base("add", "Mount a checkout: edx-platform, a service, a package, an XBlock, a plugin, a theme or a micro-frontend.")
        {
            var path = PathArgument();
            var service = ServiceOption();
            Arguments.Add(path);
            Options.Add(service);
            SetAction((result, cancellationToken) => AddAsync(context, result, result.GetRequiredValue(path), result.GetValue(service), cancellationToken));
        }
    }

    private sealed class ListCommand : Command
    {
        public ListCommand(VerbContext context)
            : base("list", "List the checkouts, and those beside this folder that could be added.")
        {
            SetAction(result =>
            {
                var options = OptionsOf(context, result);
                var (present, release) = (Present(options), ReleaseCatalog.Get(options.Release));
                var terminal = context.Terminal(result);
                string[][] rows =
                [
                    .. present.Select(Checkouts.At).Select(checkout => new[] { Text(checkout, release), checkout.Folder, checkout.Target }),
                    .. options.ServicePackages.Keys.SelectMany(service => Checkouts.OfService(options, service)
                        .Select(package => new[] { $"package of {service}", package.Folder, package.Target })),
                ];
                if (rows.Length > 0)
                {
                    terminal.Output.Write(TextTable.Write(rows));
                }

                foreach (var problem in ServiceCheckout.ProblemsOf(options))
                {
                    terminal.Error.WriteLine(problem);
                }

                foreach (var found in Neighbours.Of(Path.GetDirectoryName(FileOf(context, result))!, release).Where(found => rows.All(row => row[1] != found)))
                {
                    terminal.Error.WriteLine($"There is also {found}: ./devstack checkout add {Path.GetRelativePath(Directory.GetCurrentDirectory(), found)}");
                }

                return ExitCodes.Success;
            });
        }
    }

    private sealed class RemoveCommand : Command
    {
        public RemoveCommand(VerbContext context)
            : base("remove", "Mount a checkout no longer; its files stay.")
        {
            var path = PathArgument();
            Arguments.Add(path);
            SetAction(async (result, cancellationToken) =>
            {
                var options = OptionsOf(context, result);
                var present = Present(options);
                var folder = Path.GetFullPath(result.GetRequiredValue(path)).TrimEnd(Path.DirectorySeparatorChar);
                var services = options.ServicePackages.Keys.Where(service => Present(options, service).Contains(folder, StringComparer.Ordinal)).ToList();
                if (!present.Contains(folder, StringComparer.Ordinal) && services.Count == 0)
                {
                    string[] all = [.. present, .. options.ServicePackages.Keys.SelectMany(service => Present(options, service))];
                    throw new CommandFailedException(
                        $"{folder} is no checkout of this stack.{(all.Length > 0 ? $" There are: {string.Join(", ", all)}." : " It has none.")}", ExitCodes.WrongUsage);
                }

                if (present.Contains(folder, StringComparer.Ordinal))
                {
                    await WriteAsync(FileOf(context, result), "checkouts", present.Where(other => other != folder), cancellationToken);
                }

                foreach (var service in services)
                {
                    await WriteAsync(FileOf(context, result), $"servicePackages.{service}", Present(options, service).Where(other => other != folder), cancellationToken);
                }

                await context.Terminal(result).Output.WriteLineAsync($"{folder} is mounted no longer from the next ./devstack run on.");
                return ExitCodes.Success;
            });
        }
    }

    private sealed class CloneCommand : Command
    {
        private readonly Argument<string> _repository = new("repository")
        {
            Description = "A repository of github.com/openedx such as edx-platform, or any address.",
            HelpName = "REPOSITORY",
        };

        private readonly Option<string?> _service = ServiceOption();

        private readonly Option<string?> _ref = new("--ref")
        {
            Description = "Branch or tag. Default: the release's, where the repository has it, else the repository's own default branch.",
            HelpName = "REF",
        };

        public CloneCommand(VerbContext context)
            : base("clone", "Clone a repository beside the configuration file, and add it.")
        {
            Arguments.Add(_repository);
            Options.Add(_ref);
            Options.Add(_service);
            SetAction((result, cancellationToken) => CloneAsync(context, result, cancellationToken));
        }

        private async Task<int> CloneAsync(VerbContext context, ParseResult result, CancellationToken cancellationToken)
        {
            var repository = result.GetRequiredValue(_repository);
            var address = repository.Contains(':', StringComparison.Ordinal) || Directory.Exists(repository)
                ? repository
                : $"https://github.com/openedx/{repository}.git";
            var folder = Path.Combine(Path.GetDirectoryName(FileOf(context, result))!, Path.GetFileNameWithoutExtension(address.TrimEnd('/')));
            string[] branch = await RefAsync(context, result, address, cancellationToken) is { } name ? ["--branch", name] : [];
            var clone = await context.Foreground.RunAsync("git", ["clone", .. branch, "--", address, folder]);
            return clone.ExitCode == 0 ? await AddAsync(context, result, folder, result.GetValue(_service), cancellationToken) : clone.ExitCode;
        }

        // Packages, XBlocks and themes have no branches of Open edX's releases.
        private async Task<string?> RefAsync(VerbContext context, ParseResult result, string address, CancellationToken cancellationToken)
        {
            var own = result.GetValue(_ref);
            var name = own ?? ReleaseCatalog.Get(OptionsOf(context, result).Release).GitRef;
            if (await GitRemote.HasAsync(address, name, cancellationToken))
            {
                return name;
            }

            if (own is not null)
            {
                throw new CommandFailedException($"{address} has no branch and no tag '{own}', so nothing was cloned. 'git ls-remote {address}' lists what it has.", ExitCodes.WrongUsage);
            }

            await context.Terminal(result).Error.WriteLineAsync($"{address} has no branch and no tag '{name}', the release's: its default branch is cloned. --ref names another.");
            return null;
        }
    }
}
