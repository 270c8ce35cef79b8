using Aspire.Hosting.ApplicationModel;

namespace Devstack.OpenEdx.Settings;

/// <summary>A mapping of a settings document that keeps the order of its keys.</summary>
/// <remarks>
/// Values are <see langword="null"/>, <see cref="string"/>, <see cref="bool"/>, <see cref="int"/>, <see cref="double"/>,
/// lists of values, <see cref="SettingsMap"/>, <see cref="SecretText"/> and <see cref="JoinedText"/>.
/// </remarks>
public sealed class SettingsMap : IEnumerable<KeyValuePair<string, object?>>
{
    private readonly OrderedDictionary<string, object?> _entries = [];

    /// <summary>The values, in order.</summary>
    public IEnumerable<object?> Values => _entries.Values;

    /// <summary>How many there are.</summary>
    public int Count => _entries.Count;

    /// <summary>A value by its key; setting replaces what was there.</summary>
    public object? this[string key]
    {
        get => _entries[key];
        set => _entries[key] = value;
    }

    /// <summary>The mapping below <paramref name="key"/>, made when it is missing.</summary>
    /// <exception cref="InvalidOperationException">Something else than a mapping is there.</exception>
    public SettingsMap Map(string key)
    {
        if (!_entries.TryGetValue(key, out var value))
        {
            _entries[key] = value = new SettingsMap();
        }

        return value as SettingsMap ?? throw new InvalidOperationException($"The setting '{key}' is {SettingsYaml.Inline(value)}, not a mapping.");
    }

    /// <summary>Adds items to the list below <paramref name="key"/>, made when it is missing; what it has already isn't added twice.</summary>
    public void AddTo(string key, params object?[] items)
    {
        var list = _entries.TryGetValue(key, out var value) ? (IReadOnlyList<object?>)value! : [];
        _entries[key] = (IReadOnlyList<object?>)[.. list, .. items.Where(item => !list.Contains(item))];
    }

    /// <summary>Whether there is a value.</summary>
    public bool ContainsKey(string key) => _entries.ContainsKey(key);

    /// <summary>Removes a value.</summary>
    public bool Remove(string key) => _entries.Remove(key);

    /// <summary>For collection initialisers: adds a value that isn't there yet.</summary>
    public void Add(string key, object? value) => _entries.Add(key, value);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => _entries.GetEnumerator();

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>How the value of a secret goes into a setting.</summary>
public enum SecretForm
{
    /// <summary>As it is.</summary>
    Text,

    /// <summary>Percent-encoded, for a part of a URI.</summary>
    Uri,

    /// <summary>A PEM RSA key as the JSON text of its private JWK (<c>JWT_PRIVATE_SIGNING_JWK</c>).</summary>
    PrivateJwk,

    /// <summary>A PEM RSA key as the JSON text of a set with its public JWK (<c>JWT_PUBLIC_SIGNING_JWK_SET</c>).</summary>
    PublicJwkSet,

    /// <summary>Meilisearch's API key: hex HMAC-SHA256 of the key's uid with the master key.</summary>
    MeilisearchKey,
}

/// <summary>The value of a secret in a settings document: a reference to its file, never the value.</summary>
/// <param name="Secret">The parameter.</param>
/// <param name="Form">How its value is written.</param>
/// <param name="Argument">For <see cref="SecretForm.MeilisearchKey"/> the key's uid.</param>
public sealed record SecretText(ParameterResource Secret, SecretForm Form = SecretForm.Text, string? Argument = null);

/// <summary>A text that is made of open and secret parts, such as a URL with a password.</summary>
/// <param name="Parts">Texts and <see cref="SecretText"/>s.</param>
public sealed record JoinedText(params object[] Parts);
