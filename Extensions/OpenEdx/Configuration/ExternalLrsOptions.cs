namespace Devstack.OpenEdx.Configuration;

/// <summary>A learning record store: what learners do is sent to it as it happens. Section <c>external.lrs</c>; it counts when its <c>url</c> is set.</summary>
public sealed class ExternalLrsOptions
{
    /// <summary>Where it takes statements: <c>https://lrs.example.org/xapi/</c>. Default none: nothing is sent.</summary>
    [Text("an address such as 'https://lrs.example.org/xapi/'", "^https?://[^\\s]+$")]
    public string? Url { get; set; }

    /// <summary>Who logs in (HTTP's Basic). Default none: the secret is a token (Bearer).</summary>
    public string? User { get; set; }

    /// <summary>What it understands. Default <c>xapi</c>.</summary>
    public LrsFormat Format { get; set; }

    /// <summary>Whether there is one.</summary>
    public bool IsUsed => Url is { Length: > 0 };
}

/// <summary>The two languages of learning records that Open edX speaks.</summary>
public enum LrsFormat
{
    /// <summary>xAPI.</summary>
    Xapi,

    /// <summary>IMS Caliper.</summary>
    Caliper,
}
