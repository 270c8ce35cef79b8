using System.CommandLine;
using Devstack.OpenEdx.Datastores;

namespace Devstack.CommandLine.Verbs.Shells;

/// <summary>The verbs that open something in a container: shells, Django's commands, databases.</summary>
internal static class ShellVerbs
{
    public static IEnumerable<Command> All(VerbContext context) =>
    [
        new ShellCommand(context), new ManageCommand(context), new PythonCommand(context), new DatabaseCommand(context),
        new ExecCommand(context), new NpmCommand(context), new AttachCommand(context),
    ];

    private static Argument<string> Service() => new("service") { Description = "A running service, e.g. lms.", HelpName = "SERVICE" };

    private static Argument<string> PlatformService()
    {
        var service = new Argument<string>("service") { Description = "lms or cms.", HelpName = "lms|cms" };
        service.AcceptOnlyFromAmong("lms", "cms");
        return service;
    }

    private sealed class ShellCommand : ContainerCommand
    {
        private readonly Argument<string> _service = Service();

        public ShellCommand(VerbContext context)
            : base(context, "shell", "Open a shell in a service's container; without a terminal it runs what it reads.")
        {
            Arguments.Add(_service);
            // Not every image has bash.
            Runs(result => (result.GetRequiredValue(_service), ["sh", "-c", "if command -v bash >/dev/null; then exec bash; else exec sh; fi"]));
        }
    }

    private sealed class ManageCommand : ContainerCommand
    {
        private readonly Argument<string> _service = PlatformService();

        public ManageCommand(VerbContext context)
            : base(context, "manage", "Run a Django management command of the LMS or of Studio.")
        {
            Words.Description = "The command and its own options, e.g. showmigrations --list.";
            Arguments.Add(_service);
            Arguments.Add(Words);
            Runs(result => (result.GetRequiredValue(_service), ["./manage.py", result.GetRequiredValue(_service), .. result.GetValue(Words) ?? []]));
        }
    }

    private sealed class PythonCommand : ContainerCommand
    {
        private readonly Argument<string> _service = PlatformService();

        public PythonCommand(VerbContext context)
            : base(context, "python", "Open Python with the platform's settings loaded; with arguments, run python itself.")
        {
            Words.Description = "Python's own arguments, e.g. -m compileall lms.";
            Arguments.Add(_service);
            Arguments.Add(Words);
            Runs(result => (result.GetRequiredValue(_service), result.GetValue(Words) is { Length: > 0 } words
                ? ["python", .. words]
                : ["./manage.py", result.GetRequiredValue(_service), "shell"]));
        }
    }

    private sealed class DatabaseCommand : ContainerCommand
    {
        private readonly Argument<string> _datastore = new("datastore") { Description = "mysql, mongo or redis.", HelpName = "mysql|mongo|redis" };

        public DatabaseCommand(VerbContext context)
            : base(context, "db", "Open a datastore's own client, logged in.")
        {
            Words.Description = "The client's own arguments, e.g. --execute 'SHOW TABLES'.";
            _datastore.AcceptOnlyFromAmong([.. DatastoreClient.All.Select(client => client.Name)]);
            Arguments.Add(_datastore);
            Arguments.Add(Words);
            Runs(result =>
            {
                var client = DatastoreClient.All.Single(client => client.Name == result.GetRequiredValue(_datastore));
                return (client.Service, client.CommandFor(result.GetValue(Words) ?? []));
            });
        }
    }

    private sealed class ExecCommand : ContainerCommand
    {
        private readonly Argument<string> _service = Service();

        public ExecCommand(VerbContext context)
            : base(context, "exec", "Run a command in a service's container.")
        {
            Words.Description = "The command, e.g. -- ls -l.";
            Words.HelpName = "COMMAND";
            Words.Arity = ArgumentArity.OneOrMore;
            Arguments.Add(_service);
            Arguments.Add(Words);
            Runs(result => (result.GetRequiredValue(_service), result.GetRequiredValue(Words)));
        }
    }

    private sealed class NpmCommand : ContainerCommand
    {
        public NpmCommand(VerbContext context)
            : base(context, "npm", "Run npm in the platform's checkout, e.g. npm run build-dev.")
        {
            Words.Description = "npm's own arguments.";
            Arguments.Add(Words);
            Runs(result => ("lms", ["npm", .. result.GetValue(Words) ?? []]));
        }

        public override int OwnWords => 0;
    }

    private sealed class AttachCommand : ContainerCommand
    {
        private readonly Argument<string> _service = Service();

        public AttachCommand(VerbContext context)
            : base(context, "attach", "Talk to the breakpoint() or pdb.set_trace() that a service has reached or will reach.")
        {
            Arguments.Add(_service);
            Runs(result => (result.GetRequiredValue(_service), ["python", "-m", "devstack_pdb"]));
        }
    }
}
