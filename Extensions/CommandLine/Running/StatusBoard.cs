using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Stacks;

namespace Devstack.CommandLine.Running;

/// <summary>What is known of the stack's resources, gathered from Aspire's notifications. Knows no console, file or engine.</summary>
internal sealed class StatusBoard
{
    private readonly Lock _gate = new();
    private readonly List<Row> _rows;
    private readonly Dictionary<string, Row> _byName;
    private readonly TimeProvider _time;
    private readonly long _began;
    private readonly StackStatus _start;
    private double? _readyAfter;
    private StackPhase? _ending;

    public StatusBoard(IEnumerable<IResource> resources, StackStatus start, TimeProvider time)
    {
        _rows = [.. resources.Where(IsShown).Select(resource => new Row(resource))];
        _byName = _rows.ToDictionary(row => row.Resource.Name, StringComparer.OrdinalIgnoreCase);
        _start = start;
        _time = time;
        _began = time.GetTimestamp();
    }

    /// <summary>Seconds since the AppHost began.</summary>
    public double Elapsed => _time.GetElapsedTime(_began).TotalSeconds;

    /// <summary>Takes what Aspire says about a resource.</summary>
    /// <returns>Whether it is a resource of the stack.</returns>
    public bool Apply(ResourceEvent news)
    {
        lock (_gate)
        {
            if (!_byName.TryGetValue(news.Resource.Name, out var row))
            {
                return false;
            }

            row.Apply(news.Snapshot, Elapsed);
            return true;
        }
    }

    /// <summary>Adds the last lines of a failed resource to what is said about it.</summary>
    public void AddLines(string resource, IEnumerable<string> lines)
    {
        lock (_gate)
        {
            _byName[resource].Lines = [.. lines];
        }
    }

    /// <summary>From now on the stack is stopping, or has stopped, whatever its resources say.</summary>
    public void End(StackPhase phase)
    {
        lock (_gate)
        {
            _ending = phase;
        }
    }

    /// <summary>The status now.</summary>
    public StackStatus Read()
    {
        lock (_gate)
        {
            var resources = _rows.Select(row => row.Read(_byName)).ToList();
            var phase = _ending ?? Readiness.Of(resources);
            if (phase is StackPhase.Ready)
            {
                _readyAfter ??= Math.Round(Elapsed, 1);
            }

            return _start with
            {
                Phase = phase,
                ReadyAfterSeconds = _readyAfter,
                Resources = resources,
                Failures = phase is StackPhase.Failed ? [.. FailureTexts.Of(resources)] : [],
            };
        }
    }

    /// <summary>The resources that failed by themselves, not with another one.</summary>
    public IReadOnlyList<string> ReadCauses() => [.. FailureTexts.CausesOf(Read().Resources).Select(resource => resource.Name)];

    // Parameters are shown only when they stop the stack; Aspire's own resources never are.
    private static bool IsShown(IResource resource) =>
        resource.Name is not "aspire-dashboard"
        && !(resource.TryGetLastAnnotation<ResourceSnapshotAnnotation>(out var initial) && initial.InitialSnapshot.IsHidden && resource is not ParameterResource);

    private sealed class Row(IResource resource)
    {
        private readonly List<string> _waitsFor =
            [.. resource.Annotations.OfType<WaitAnnotation>().Select(wait => wait.Resource.Name).Distinct(StringComparer.Ordinal)];

        private CustomResourceSnapshot? _snapshot;
        private double? _movingSince;
        private double? _took;
        private double? _readyAfter;

        public IResource Resource { get; } = resource;

        public IReadOnlyList<string> Lines { get; set; } = [];

        public void Apply(CustomResourceSnapshot snapshot, double now)
        {
            var before = Readiness.Of(Judge());
            _snapshot = snapshot;
            var after = Readiness.Of(Judge());
            if (State(snapshot) is null or "Waiting" or "NotStarted")
            {
                _movingSince = null;
                _took = _readyAfter = null;
            }
            else
            {
                _movingSince ??= now;
            }

            if (after is ResourceReadiness.Ready && before is not ResourceReadiness.Ready)
            {
                _took = Math.Round(now - (_movingSince ?? now), 1);
                _readyAfter = Math.Round(now, 1);
                Lines = [];
            }
            else if (after is not ResourceReadiness.Ready)
            {
                _took = _readyAfter = null;
                if (before is ResourceReadiness.Ready)
                {
                    _movingSince = now;
                }
            }
        }

        public ResourceStatus Read(Dictionary<string, Row> all)
        {
            var own = Judge();
            if (own is { State: "FailedToStart", Detail: "" } && FailedDependency(all) is { } cause)
            {
                return own with { Detail = $"{cause} failed" };
            }

            return Lines.Count > 0 && Readiness.Of(own) is ResourceReadiness.Failed
                ? own with { Detail = $"{own.Detail}\n{string.Join('\n', Lines)}" }
                : own;
        }

        private string? FailedDependency(Dictionary<string, Row> all) => Resource.Annotations.OfType<WaitAnnotation>()
            .Select(wait => wait.Resource.Name)
            .FirstOrDefault(name => all.TryGetValue(name, out var row) && Readiness.Of(row.Judge()) is ResourceReadiness.Failed);

        private ResourceStatus Judge()
        {
            var state = State(_snapshot);
            return new(
                Resource.Name,
                ResourceKinds.Of(Resource),
                Counted(state),
                Health(state),
                Detail(state),
                _took,
                [.. Urls()])
            {
                WaitsFor = _waitsFor,
                ReadyAfterSeconds = _readyAfter,
            };
        }

        private string Counted(string? state) => state switch
        {
            _ when Resource is ParameterResource && state != KnownResourceStates.ValueMissing => Readiness.NoState,
            null when !ResourceKinds.HasLifeOfItsOwn(Resource) => Readiness.NoState,
            null or "NotStarted" when Resource.HasAnnotationOfType<ExplicitStartupAnnotation>() => Readiness.OnDemand,
            null => "",
            _ when _snapshot?.State?.Style == KnownResourceStateStyles.Error && !KnownResourceStates.TerminalStates.Contains(state) => KnownResourceStates.FailedToStart,
            _ => state,
        };

        private string Health(string? state) =>
            state == KnownResourceStates.Running ? _snapshot?.HealthStatus?.ToString() ?? "" : "";

        private string Detail(string? state)
        {
            if (_snapshot is null)
            {
                return "";
            }

            if (state == KnownResourceStates.Exited || state == KnownResourceStates.Finished)
            {
                return _snapshot.ExitCode is { } code and not 0
                    ? string.Create(CultureInfo.InvariantCulture, $"{Readiness.ExitCodePrefix}{code}")
                    : "";
            }

            if (state == KnownResourceStates.ValueMissing)
            {
                return "it has no value";
            }

            // A probe's own words, once it has failed; before its first answer there are none.
            var report = _snapshot.HealthReports.FirstOrDefault(report =>
                report.Status is not (null or Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy));
            return state == KnownResourceStates.Running && report is not null ? Words(report.Description ?? report.ExceptionText ?? "") : "";
        }

        private static string Words(string text)
        {
            var line = Output.ResourceText.FirstLine(text);
            return line.Length > 120 ? line[..119] + "…" : line;
        }

        private IEnumerable<ResourceUrl> Urls() => (_snapshot?.Urls ?? [])
            .Where(url => !url.IsInternal && !url.IsInactive && url.Url.StartsWith("http", StringComparison.OrdinalIgnoreCase))
            .OrderByDescending(url => url.DisplayProperties.SortOrder)
            .Select(url => new ResourceUrl(url.DisplayProperties.DisplayName is { Length: > 0 } name ? name : Resource.Name, url.Url));

        private static string? State(CustomResourceSnapshot? snapshot) =>
            snapshot?.State?.Text is { Length: > 0 } text && text is not "Unknown" ? text : null;
    }
}
