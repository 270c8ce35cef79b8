namespace Devstack.OpenEdx.Configuration;

/// <summary>What a key is, and why.</summary>
/// <param name="Key">For example <c>ports.lms</c>.</param>
/// <param name="Value">The value on one line.</param>
/// <param name="Origin">Who set it.</param>
/// <param name="Overridden">What lower layers had said, the highest first.</param>
public sealed record ConfigurationExplanation(
    string Key, string Value, SettingOrigin Origin, IReadOnlyList<OverriddenValue> Overridden)
{
    /// <summary>For people: the value, then a line for each layer that said something.</summary>
    public override string ToString() => string.Join('\n',
    [
        $"{Key} = {Value}",
        $"  set by {Origin}",
        .. Overridden.Select(value => $"  over {value.Value} of {value.Origin}"),
    ]);
}

/// <summary>A value that a higher layer replaced.</summary>
/// <param name="Value">The value on one line.</param>
/// <param name="Origin">Who set it.</param>
public sealed record OverriddenValue(string Value, SettingOrigin Origin);
