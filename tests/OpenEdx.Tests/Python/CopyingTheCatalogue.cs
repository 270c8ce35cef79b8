using Devstack.OpenEdx.Tests.Options;

namespace Devstack.OpenEdx.Tests.Python;

/// <summary>The nightly copy of Discovery's catalogue to Credentials.</summary>
public sealed class CopyingTheCatalogue
{
    [Theory]
    [InlineData("0", "succeeded")]
    // Something has gone from Discovery: copy_catalog copies, ends with 1, and would do so each night.
    [InlineData("1", "Copied. What Discovery has no more stays: there may be certificates of it. To delete it: ./manage.py copy_catalog --delete\nsucceeded")]
    [InlineData("2", "failed: 2")]
    [InlineData("exception", "failed: Discovery is away")]
    public async Task FailsWhenItHasFailed(string ends, string expected)
    {
        using var stack = StackModel.Published("release: verawood\nservices: {discovery: true, credentials: true}");

        var program = (await stack.ArgumentsAsync("credentials-catalogue"))[^1];
        var (output, _) = PythonProgram.Run("copying_catalogue.py", new() { ["PROGRAM"] = program, ["ENDS"] = ends });

        Assert.Equal($"command copy_catalog\n{expected}\n", output);
    }
}
