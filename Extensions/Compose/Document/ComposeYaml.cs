using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Devstack.Compose.Document;

/// <summary>A Compose file as text; its keys stand in one order.</summary>
internal sealed partial class ComposeYaml : IDisposable
{
    private const string LoggingAnchor = "logging";

    private readonly StringWriter _text = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
    private readonly Emitter _emitter;

    private ComposeYaml() => _emitter = new Emitter(_text, new EmitterSettings(bestIndent: 2, bestWidth: int.MaxValue, isCanonical: false, maxSimpleKeyLength: 1024, newLine: "\n"));

    public static string Write(ComposeFile file)
    {
        using var yaml = new ComposeYaml();
        yaml.Emit(new StreamStart());
        yaml.Emit(new DocumentStart(null, null, isImplicit: true));
        yaml.Write(file, 0);
        yaml.Emit(new DocumentEnd(isImplicit: true));
        yaml.Emit(new StreamEnd());
        return Spaced(yaml._text.ToString());
    }

    public void Dispose() => _text.Dispose();

    // A blank line before each top-level key and each service: the file is read by people.
    private static string Spaced(string yaml)
    {
        var text = new System.Text.StringBuilder();
        var inServices = false;
        var first = true;
        foreach (var line in yaml.TrimEnd('\n').Split('\n'))
        {
            var isTop = line.Length > 0 && line[0] is not ' ';
            var isService = inServices && line.Length > 2 && line.StartsWith("  ", StringComparison.Ordinal) && line[2] is not ' ';
            if ((isTop || (isService && !first)) && text.Length > 0)
            {
                text.Append('\n');
            }

            first = isTop;
            inServices = isTop ? line == "services:" : inServices;
            text.Append(line).Append('\n');
        }

        return text.ToString();
    }

    private void Write(ComposeFile file, int _)
    {
        Map(() =>
        {
            Text("name", file.Name);
            Key("x-logging");
            _emitter.Emit(new MappingStart(new AnchorName(LoggingAnchor), TagName.Empty, isImplicit: true, MappingStyle.Block));
            Text("driver", "json-file");
            Map("options", () =>
            {
                Text("max-size", "10m");
                Text("max-file", "5");
            });
            Emit(new MappingEnd());
            Map("services", () =>
            {
                foreach (var service in file.Services)
                {
                    Map(service.Name, () => Write(service));
                }
            });
            Map("networks", file.Networks, network => Map(() => Flag("internal", network.IsInternal)));
            Map("volumes", file.Volumes.ToDictionary(name => name), _ => Map(() => { }));
            Map("configs", file.Configs, path => Map(() => Text("file", path)));
            Map("secrets", file.Secrets, path => Map(() => Text("file", path)));
        });
    }

    private void Write(ComposeService service)
    {
        Text("image", service.Image);
        if (service.Build is { } build)
        {
            Map("build", () =>
            {
                Text("context", build.Context);
                Text("dockerfile", build.Dockerfile is "Dockerfile" ? null : build.Dockerfile);
                Text("target", build.Target);
                Map("args", build.Arguments, Scalar);
            });
        }

        List("profiles", service.Profiles);
        List("entrypoint", service.Entrypoint);
        List("command", service.Command);
        Map("environment", service.Environment, Scalar);
        List("env_file", service.EnvironmentFiles);
        Text("user", service.User);
        Flag("init", true);
        Flag("read_only", service.IsReadOnly);
        List("tmpfs", service.Tmpfs);
        List("cap_drop", service.DroppedCapabilities);
        List("cap_add", service.AddedCapabilities);
        List("security_opt", service.SecurityOptions);
        Mounts("configs", service.Configs);
        Mounts("secrets", service.Secrets);
        Volumes(service.Volumes);
        Text("network_mode", service.NetworkMode);
        List("networks", service.Networks);
        List("ports", service.Ports);
        Map("depends_on", service.DependsOn, dependency => Map(() =>
        {
            Text("condition", dependency.Condition);
            if (!dependency.IsRequired)
            {
                Key("required");
                Plain("false");
            }
        }));
        if (service.Healthcheck is { } healthcheck)
        {
            Map("healthcheck", () =>
            {
                List("test", healthcheck.Test);
                Text("interval", healthcheck.Interval);
                Text("timeout", healthcheck.Timeout);
                Number("retries", healthcheck.Retries);
                Text("start_period", healthcheck.StartPeriod);
            });
        }

        Text("restart", service.Restart);
        Text("stop_grace_period", service.StopGracePeriod);
        Deploy(service);
        Key("logging");
        Emit(new AnchorAlias(new AnchorName(LoggingAnchor)));
        Map("labels", service.Labels, Scalar);
    }

    private void Deploy(ComposeService service)
    {
        var (limits, reservations) = (service.Limits, service.Reservations);
        var hasLimits = limits is not { Cpus: null, Memory: null };
        var hasReservations = reservations is not { Cpus: null, Memory: null };
        if (service.Replicas is null && !hasLimits && !hasReservations)
        {
            return;
        }

        Map("deploy", () =>
        {
            if (service.Replicas is { } replicas)
            {
                Number("replicas", replicas);
            }

            if (hasLimits || hasReservations)
            {
                Map("resources", () =>
                {
                    Resources("limits", limits);
                    Resources("reservations", reservations);
                });
            }
        });
    }

    private void Resources(string key, ComposeResources resources)
    {
        if (resources is not { Cpus: null, Memory: null })
        {
            Map(key, () =>
            {
                Text("cpus", resources.Cpus);
                Text("memory", resources.Memory);
            });
        }
    }

    private void Mounts(string key, IList<ComposeFileMount> mounts) => Sequence(key, mounts, mount => Map(() =>
    {
        Text("source", mount.Source);
        Text("target", mount.Target);
    }));

    private void Volumes(IList<ComposeVolumeMount> mounts) => Sequence("volumes", mounts, mount =>
    {
        if (!mount.IsNoCopy)
        {
            Scalar(mount.Source is { } source ? $"{source}:{mount.Target}{(mount.IsReadOnly ? ":ro" : "")}" : mount.Target);
            return;
        }

        Map(() =>
        {
            Text("type", "volume");
            Text("source", mount.Source);
            Text("target", mount.Target);
            Flag("read_only", mount.IsReadOnly);
            Map("volume", () => Flag("nocopy", true));
        });
    });

    private void Emit(ParsingEvent parsingEvent) => _emitter.Emit(parsingEvent);

    private void Key(string key) => Scalar(key);

    private void Text(string key, string? text)
    {
        if (text is not null)
        {
            Key(key);
            Scalar(text);
        }
    }

    private void Number(string key, int number)
    {
        Key(key);
        Plain(number.ToString(CultureInfo.InvariantCulture));
    }

    private void Flag(string key, bool flag)
    {
        if (flag)
        {
            Key(key);
            Plain("true");
        }
    }

    private void List(string key, IEnumerable<string> items) => Sequence(key, [.. items], Scalar);

    private void Sequence<T>(string key, ICollection<T> items, Action<T> write)
    {
        if (items.Count > 0)
        {
            Key(key);
            Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, SequenceStyle.Block));
            foreach (var item in items)
            {
                write(item);
            }

            Emit(new SequenceEnd());
        }
    }

    private void Map<T>(string key, IEnumerable<KeyValuePair<string, T>> items, Action<T> write)
    {
        if (items.Any())
        {
            Map(key, () =>
            {
                foreach (var (name, value) in items)
                {
                    Key(name);
                    write(value);
                }
            });
        }
    }

    private void Map(string key, Action content)
    {
        Key(key);
        Map(content);
    }

    private void Map(Action content)
    {
        Emit(new MappingStart(AnchorName.Empty, TagName.Empty, isImplicit: true, MappingStyle.Block));
        content();
        Emit(new MappingEnd());
    }

    private void Plain(string text) => Emit(new Scalar(AnchorName.Empty, TagName.Empty, text, ScalarStyle.Plain, isPlainImplicit: true, isQuotedImplicit: false));

    // Plain only what no YAML 1.1 or 1.2 reader takes for anything but text; as lines only what none of them breaks elsewhere.
    private void Scalar(string text)
    {
        var style = PlainPattern().IsMatch(text) && !ReservedPattern().IsMatch(text) ? ScalarStyle.Plain
            : LinesPattern().IsMatch(text) ? ScalarStyle.Literal
            : UnprintablePattern().IsMatch(text) ? ScalarStyle.DoubleQuoted
            : ScalarStyle.SingleQuoted;
        Emit(new Scalar(AnchorName.Empty, TagName.Empty, text, style, isPlainImplicit: true, isQuotedImplicit: true));
    }

    [GeneratedRegex(@"^[A-Za-z/._][A-Za-z0-9/._@+=-]*(:[A-Za-z0-9/._@+=-]+)*\z")]
    private static partial Regex PlainPattern();

    // Several lines, none of which ends with a space, and the first doesn't begin with one.
    [GeneratedRegex(@"^[!-~\u00a1-\u1fff]([ -~\u00a1-\u1fff]*[!-~\u00a1-\u1fff])?(\n([ -~\u00a1-\u1fff]*[!-~\u00a1-\u1fff])?)+\z")]
    private static partial Regex LinesPattern();

    // Controls, and what some readers take for a line break, a space or a mark of the byte order.
    [GeneratedRegex(@"[\0-\x1f\x7f-\u00a0\u2028\u2029\ufeff\ufffe\uffff]")]
    private static partial Regex UnprintablePattern();

    [GeneratedRegex(@"^(y|yes|n|no|true|false|on|off|null|~|[.]inf|[.]nan|[-+]?[.]?[0-9].*)\z", RegexOptions.IgnoreCase)]
    private static partial Regex ReservedPattern();
}
