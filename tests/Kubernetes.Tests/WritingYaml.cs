using Devstack.Kubernetes.Files;
using Devstack.Kubernetes.Tests.Platform;
using k8s;
using k8s.Models;
using Xunit;

namespace Devstack.Kubernetes.Tests;

/// <summary>Objects as YAML: the text that KubernetesClient writes, but for texts that a cluster would read as something else.</summary>
public sealed class WritingYaml
{
    [Theory]
    [MemberData(nameof(PlatformModel.Releases), MemberType = typeof(PlatformModel))]
    public async Task EveryObjectOfThePlatformIsTheSameText(string release, string parts)
    {
        var objects = (await PlatformModel.PublishOneAsync(release, parts)).All.ToList();

        Assert.NotEmpty(objects);
        foreach (var item in objects)
        {
            Assert.Equal(KubernetesYaml.Serialize(item).ReplaceLineEndings("\n").TrimEnd('\n'), ManifestYaml.Serialize(item));
        }
    }

    // Of a ConfigMap nothing but texts is taken.
    [Theory]
    [InlineData("")]
    [InlineData("~")]
    [InlineData("null")]
    [InlineData("True")]
    [InlineData("no")]
    [InlineData("Y")]
    [InlineData("0")]
    [InlineData("-1.5e3")]
    [InlineData("0x1F")]
    [InlineData("0o17")]
    [InlineData("017")]
    [InlineData("1_000")]
    [InlineData(".5")]
    [InlineData("+1")]
    [InlineData("1.")]
    [InlineData("-.inf")]
    [InlineData("2026-01-31")]
    [InlineData("2026-01-31T12:30:45Z")]
    [InlineData("12:30:45")]
    [InlineData("<<")]
    [InlineData("=")]
    public void WhatLooksLikeSomethingElseIsQuoted(string text) =>
        Assert.Contains($"text: \"{text}\"", AsYaml(text), StringComparison.Ordinal);

    [Theory]
    [InlineData(" ")]
    [InlineData("a: b # c")]
    [InlineData("- item")]
    [InlineData("'single' \"double\" \\ back")]
    [InlineData(" begins and ends with a space ")]
    [InlineData("two\nlines")]
    [InlineData("two\nlines\n")]
    [InlineData("\n  indented\n\n")]
    [InlineData("tab\tand ümlaut € 😀")]
    [InlineData("{{ .Values.a }}")]
    [InlineData("@at")]
    [InlineData("%percent")]
    [InlineData("&anchor *alias !tag |")]
    [InlineData("30 2 * * *")]
    [InlineData("1.2.3")]
    public void ATextIsReadAsItWasWritten(string text) =>
        Assert.Equal(text, KubernetesYaml.Deserialize<V1ConfigMap>(AsYaml(text) + "\n").Data["text"]);

    private static string AsYaml(string text) =>
        ManifestYaml.Serialize(new V1ConfigMap { ApiVersion = "v1", Kind = "ConfigMap", Metadata = new() { Name = "texts" }, Data = new Dictionary<string, string> { ["text"] = text } });
}
