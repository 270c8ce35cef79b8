namespace Devstack.Kubernetes.Rules;

/// <summary>The users that widely used images can be run as, by their documentation: by themselves they start as root.</summary>
internal static class KnownUsers
{
    private static readonly (string Image, long User)[] All =
    [
        ("mysql", 999), ("mariadb", 999), ("postgres", 999), ("mongo", 999), ("mongodb", 999), ("redis", 999), ("valkey", 999),
        ("elasticsearch", 1000), ("meilisearch", 1000), ("mailpit", 1000), ("caddy", 1000),
    ];

    /// <summary>The user for an image, by the last part of its name; <see langword="null"/> when nothing is known.</summary>
    public static long? Find(string reference)
    {
        var name = reference.Split('@')[0].Split('/')[^1].Split(':')[0];
        foreach (var (image, user) in All)
        {
            if (name == image || name.EndsWith($"-{image}", StringComparison.Ordinal))
            {
                return user;
            }
        }

        return null;
    }
}
