using Devstack.OpenEdx.Configuration;
using Devstack.OpenEdx.Development.Settings;

namespace Devstack.OpenEdx.Tests.Configuration;

/// <summary>What a running platform takes of a saved configuration, and what the next start does.</summary>
public sealed class WhatHasChanged
{
    [Theory]
    [InlineData("platformName: Ours", "platformName")]
    [InlineData("features: {ENABLE_X: true}", "features.ENABLE_X")]
    [InlineData("settings: {lms: {SOME_LIST: [1, 2]}}", "settings.lms.SOME_LIST")]
    [InlineData("language: pt-br", "language")]
    public void IsTakenAtOnceWhenItIsASetting(string yaml, string key)
    {
        var change = SettingsChange.Between(Load(""), Load(yaml));

        Assert.Equal([key], change.Live);
        Assert.Empty(change.Later);
    }

    [Theory]
    [InlineData("host: example.org", "host")]
    [InlineData("ports: {lms: 9000}", "ports.lms")]
    [InlineData("pipRequirements: [an-xblock]", "pipRequirements")]
    public void WaitsForTheNextStartWhenItMakesOtherContainers(string yaml, string key)
    {
        var change = SettingsChange.Between(Load(""), Load(yaml));

        Assert.Contains(key, change.Later);
        Assert.DoesNotContain(key, change.Live);
    }

    [Fact]
    public void IsAlsoWhatIsGone()
    {
        var change = SettingsChange.Between(Load("features: {ENABLE_X: true}\nports: {lms: 9000}"), Load(""));

        Assert.Equal(["features.ENABLE_X"], change.Live);
        Assert.Equal(["ports.lms"], change.Later);
    }

    [Fact]
    public void IsNothingWhenOnlyTheTextDiffers()
    {
        var change = SettingsChange.Between(Load("platformName: Ours"), Load("# a comment\nplatformName: 'Ours'"));

        Assert.Empty(change.Live.Concat(change.Later));
    }

    private static LoadedConfiguration Load(string yaml)
    {
        using var folder = ConfigurationFolder.With(yaml);
        return folder.Load();
    }
}
