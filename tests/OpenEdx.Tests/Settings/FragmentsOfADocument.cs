using CsCheck;
using Devstack.OpenEdx.Settings;

namespace Devstack.OpenEdx.Tests.Settings;

public sealed class FragmentsOfADocument
{
    private static readonly Gen<(string Key, int Value)[]> Writes =
        Gen.Select(Gen.OneOf("A", "B", "C", "D"), Gen.Int[0, 9]).Array[0, 6];

    [Fact]
    public void TheLaterOneWins() => Writes.Sample(writes =>
    {
        var settings = From(writes);

        var expected = writes.GroupBy(write => write.Key).ToDictionary(group => group.Key, group => (object?)group.Last().Value);
        return settings.Yaml.Count == expected.Count && settings.Yaml.All(setting => Equals(setting.Value, expected[setting.Key]));
    });

    [Fact]
    public void OneThatSaysTheSameAgainChangesNothing() => Writes.Sample(writes =>
        From([.. writes, .. writes.Reverse().DistinctBy(write => write.Key)]).Changes.Count == From(writes).Changes.Count);

    [Fact]
    public void TheirOrderIsOfNoMatterWhenTheyWriteDifferentThings() => Gen.Shuffle(new[] { "A", "B", "C", "D" }).Sample(order =>
    {
        var settings = From([.. order.Select(key => (key, key[0] - 'A'))]);

        return settings.Yaml.OrderBy(setting => setting.Key, StringComparer.Ordinal).Select(setting => (int)setting.Value!).SequenceEqual([0, 1, 2, 3]);
    });

    [Fact]
    public void TheLastChangeOfASettingSaysWhoWon() => Writes.Where(writes => writes.Length > 0).Sample(writes =>
    {
        var settings = From(writes);

        return settings.Yaml.All(setting => Equals(settings.Changes.Last(change => change.Key == setting.Key).Value, setting.Value));
    });

    private static ServiceSettings From((string Key, int Value)[] writes) => ServiceSettings.From(
        0, writes.Select(write => new SettingsFragment<int>((_, settings) => settings.Yaml[write.Key] = write.Value)));
}
