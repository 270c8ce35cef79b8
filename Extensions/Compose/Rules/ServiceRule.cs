using Devstack.Compose.Document;
using Devstack.Publishing.Document;

namespace Devstack.Compose.Rules;

/// <summary>Writes one aspect of a workload into its service.</summary>
internal delegate void ServiceRule(ComposeContext context, WorkloadSpec workload, ComposeService service);

/// <summary>The rules, in their order.</summary>
internal static class ServiceRules
{
    public static readonly ServiceRule[] All =
    [
        Images.Apply, Starts.Apply, Secrets.Apply, RunOnce.Apply, Configs.Apply, Volumes.Apply, Networks.Apply, Ports.Apply,
        Order.Apply, Healthchecks.Apply, Limits.Apply, Hardening.Apply, Customisation.Apply,
    ];
}

/// <summary>What the rules read and the file that they write to.</summary>
internal sealed class ComposeContext(DeploymentDocument document, ComposeFile file)
{
    public DeploymentDocument Document { get; } = document;

    public ComposeFile File { get; } = file;

    public IReadOnlyDictionary<string, WorkloadSpec> Workloads { get; } = document.Workloads.ToDictionary(workload => workload.Name);

    /// <summary>Whom volumes belong to.</summary>
    public VolumeOwners VolumeOwners { get; } = new(document);

    /// <summary>Where the files of configs lie.</summary>
    public ConfigFolders ConfigFolders { get; } = new(document);

    private readonly Dictionary<string, SettingSpec> _settings = document.Parameters.OfType<SettingSpec>().ToDictionary(setting => setting.Name);

    /// <summary>The files of secrets that the script makes for their readers.</summary>
    public SortedDictionary<string, SecretReader> Readers { get; } = new(StringComparer.Ordinal);

    /// <summary>The environments with secrets in them that the script makes.</summary>
    public SortedDictionary<string, IReadOnlyList<VariableSpec>> SecretEnvironments { get; } = new(StringComparer.Ordinal);

    /// <summary>The services that are there only to be built, each after what it is built on.</summary>
    public List<string> Bases { get; } = [];

    /// <summary>A value without secrets, in Compose's syntax.</summary>
    public string Text(Value value) => string.Concat(value.Pieces.Select(piece => piece is TextPiece text ? ComposeText.Literal(text.Text) : Setting((ParameterPiece)piece)));

    /// <summary>A setting, in Compose's syntax.</summary>
    public string Setting(ParameterPiece piece) => ComposeText.Setting(_settings[piece.Parameter]);
}

/// <summary>A secret as one reader sees it.</summary>
/// <param name="Secret">The secret.</param>
/// <param name="Encoding">How it is spelled.</param>
/// <param name="Owner">Who may read it; <see langword="null"/> for anyone in the container.</param>
internal sealed record SecretReader(string Secret, ValueEncoding Encoding, int? Owner)
{
    public string FileName => Encoding is ValueEncoding.Uri ? $"{Secret}-uri" : Secret;

    public string OwnerName => Owner?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "anyone";

    /// <summary>The key in the Compose file.</summary>
    public string Key => $"{FileName}-for-{OwnerName}";

    /// <summary>The file, below the folder of secrets.</summary>
    public string File => $"readers/{OwnerName}/{FileName}";
}
