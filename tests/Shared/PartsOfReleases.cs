using Devstack.OpenEdx.Configuration;
using Devstack.OpenEdx.Releases;
using Xunit;

namespace Devstack.Tests;

/// <summary>Each part of each release that is run, off or outside of the stack, with everything else that the release has.</summary>
internal static class PartsOfReleases
{
    // The parts and datastores that a server of one's own can stand for.
    private static readonly (string Part, string Yaml)[] s_outside =
    [
        ("mysql", "external: {mysql: {host: db.example.org, user: edx}}"),
        ("mongodb", "external: {mongodb: {host: db.example.org, user: edx}}"),
        ("redis", "external: {redis: {host: db.example.org}}"),
        (StackParts.Search, "external: {search: {host: search.example.org}}"),
        (StackParts.Mail, "external: {smtp: {host: smtp.example.org}}"),
        (StackParts.ObjectStorage, "external: {s3: {host: s3.example.org, user: key}}"),
        ("codejail", "external: {codejail: {url: 'http://sandbox.example.org:8550'}}"),
    ];

    /// <summary>Release, part, and the lines of <c>devstack.yaml</c>.</summary>
    public static TheoryData<string, string, string> Without
    {
        get
        {
            var all = new TheoryData<string, string, string>();
            foreach (var release in ReleaseCatalog.All.Where(release => release.Support is ReleaseSupport.Full))
            {
                var parts = StackParts.Of(release);
                foreach (var part in parts)
                {
                    all.Add(release.Name, part, Yaml(release, $"services: {{beat: true, {part}: false}}".Replace("beat: true, beat: false", "beat: false", StringComparison.Ordinal)));
                }

                foreach (var (part, yaml) in s_outside.Where(outside => parts.Contains(outside.Part) || outside.Part is "mysql" or "mongodb" or "redis"))
                {
                    all.Add(release.Name, part, Yaml(release, $"services: {{beat: true}}\n{yaml}"));
                }
            }

            return all;
        }
    }

    /// <summary>The containers of a part.</summary>
    public static IReadOnlyList<string> ContainersOf(string part) => part switch
    {
        StackParts.Workers => ["lms-worker", "cms-worker"],
        StackParts.Beat => ["lms-beat"],
        StackParts.Search => ["meilisearch", "search-key"],
        StackParts.Mail => ["mail", "smtp"],
        "discovery" => ["discovery", "elasticsearch"],
        "ecommerce" => ["ecommerce", "ecommerce-worker"],
        "xqueue" => ["xqueue", "xqueue-consumer"],
        _ => [part],
    };

    private static string Yaml(Release release, string more) => $"release: {release.Name}\nprofile: full\n{more}";
}
