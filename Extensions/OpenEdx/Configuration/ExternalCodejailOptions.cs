namespace Devstack.OpenEdx.Configuration;

/// <summary>A codejail service of your own. Section <c>external.codejail</c>; it counts when its <c>url</c> is set.</summary>
public sealed class ExternalCodejailOptions
{
    /// <summary>Where it is, without a slash at the end: <c>http://codejail.example.org:8550</c>. It asks nobody who they are, so
    /// only LMS, Studio and their workers may reach it. Default none: a container of ours is used, where <c>services.codejail</c> is on.</summary>
    [Text("an address such as 'http://codejail.example.org:8550'", "^https?://[^/\\s]+$")]
    public string? Url { get; set; }
}
