using System.CommandLine;
using System.Text.Json;
using Devstack.CommandLine.Output;
using Devstack.OpenEdx.Configuration;

namespace Devstack.CommandLine.Verbs;

/// <summary><c>config</c>: what is set, by whom, and what could be.</summary>
internal sealed class ConfigCommand : Command
{
    public ConfigCommand(VerbContext context)
        : base("config", "Show, explain and change the configuration.")
    {
        Subcommands.Add(new ShowCommand(context));
        Subcommands.Add(new ExplainCommand(context));
        Subcommands.Add(new SchemaCommand(context));
        Subcommands.Add(new SetCommand(context));
    }

    private static string Write(IReadOnlyList<ConfigurationExplanation> keys, bool json) => json
        ? JsonSerializer.Serialize(
            keys.Select(key => new
            {
                key.Key,
                key.Value,
                Origin = key.Origin.ToString(),
                Overridden = key.Overridden.Select(value => new { value.Value, Origin = value.Origin.ToString() }),
            }),
            VerbContext.JsonFormat) + "\n"
        : TextTable.Write(keys.Select(key => new[] { key.Key, key.Value, key.Origin.ToString() }));

    private sealed class ShowCommand : Command
    {
        private readonly FormatOption _format = new();

        public ShowCommand(VerbContext context)
            : base("show", "List every key with its value and who set it.")
        {
            Options.Add(_format);
            SetAction(result =>
            {
                var configuration = context.Load(result).Settings.Configuration;
                var terminal = context.Terminal(result);
                terminal.Output.Write(Write(configuration.Explain(""), _format.IsJson(result)));
                foreach (var warning in configuration.Warnings)
                {
                    terminal.Error.WriteLine(warning);
                }

                return ExitCodes.Success;
            });
        }
    }

    private sealed class ExplainCommand : Command
    {
        private readonly Argument<string> _key = new("key") { Description = "A key or a section, e.g. ports.lms.", HelpName = "KEY" };
        private readonly FormatOption _format = new();

        public ExplainCommand(VerbContext context)
            : base("explain", "Show who set a key, and what that overrode.")
        {
            Arguments.Add(_key);
            Options.Add(_format);
            SetAction(result =>
            {
                var keys = context.Load(result).Settings.Configuration.Explain(result.GetRequiredValue(_key));
                context.Terminal(result).Output.Write(
                    _format.IsJson(result) ? Write(keys, json: true) : string.Concat(keys.Select(key => $"{key}\n")));
                return ExitCodes.Success;
            });
        }
    }

    private sealed class SchemaCommand : Command
    {
        public SchemaCommand(VerbContext context)
            : base("schema", "Print the JSON schema of devstack.yaml, for editors.")
        {
            SetAction(result =>
            {
                context.Terminal(result).Output.WriteLine(ConfigurationSchema.Write().TrimEnd());
                return ExitCodes.Success;
            });
        }
    }

    private sealed class SetCommand : Command
    {
        private readonly Argument<string> _key = new("key") { Description = "A key, e.g. ports.lms.", HelpName = "KEY" };
        private readonly Argument<string> _value = new("value") { Description = "Its value; lists and mappings as [a, b] and {a: b}.", HelpName = "VALUE" };

        public SetCommand(VerbContext context)
            : base("set", "Set a key in the configuration file; comments and order stay.")
        {
            Arguments.Add(_key);
            Arguments.Add(_value);
            SetAction(async (result, cancellationToken) =>
            {
                var path = context.Words.Read(result).ConfigFile ?? DevstackConfigurationSources.DefaultFileName;
                var key = result.GetRequiredValue(_key);
                await ConfigurationFile.SetAsync(path, key, result.GetRequiredValue(_value), cancellationToken);
                await context.Terminal(result).Error.WriteLineAsync($"{path}: {key} is set. A running stack takes it at its next start.");
                return ExitCodes.Success;
            });
        }
    }
}
