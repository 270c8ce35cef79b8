using Devstack.Kubernetes.Deploying;
using Xunit;

namespace Devstack.Kubernetes.Tests.Deploying;

public sealed class ReadingManifests
{
    [Theory]
    [InlineData("9e99999", "\"9e99999\"")] // kubectl writes a hash like this without quotes: no number is as great
    [InlineData("Infinity", "\"Infinity\"")]
    [InlineData("NaN", "\"NaN\"")]
    [InlineData("\"7\"", "\"7\"")]
    [InlineData("7", "7")]
    [InlineData("0.5", "0.5")]
    [InlineData("true", "true")]
    public void AValueIsWhatKubectlTakesItFor(string yaml, string json)
    {
        var manifest = Assert.Single(Manifest.ReadAll($"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: a}}\ndata: {{value: {yaml}}}\n"));

        Assert.Equal(json, manifest.Body["data"]!["value"]!.ToJsonString());
    }
}
