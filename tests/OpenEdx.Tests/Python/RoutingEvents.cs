namespace Devstack.OpenEdx.Tests.Python;

/// <summary>What the job <c>event-routing</c> writes into the LMS's table of routers.</summary>
public sealed class RoutingEvents
{
    private readonly string[] _rows = [.. PythonProgram.Run("routing_events.py", []).Output.Split('\n').Where(line => line.StartsWith("row ", StringComparison.Ordinal))];

    [Fact]
    public void WritesAUserOrATokenOnce()
    {
        Assert.Equal("row https://one.example.org/ xAPI True Basic key s3cret None", Assert.Single(_rows, row => row.Contains("one.example.org", StringComparison.Ordinal) && row.Contains(" True ", StringComparison.Ordinal)));
        Assert.Equal("row https://two.example.org/ Caliper True Bearer None None s3cret", _rows[^1]);
    }

    [Fact]
    public void TurnsOffTheStoreBeforeAndNobodyElses()
    {
        Assert.Contains("row https://one.example.org/ xAPI False None None None None", _rows);
        Assert.Single(_rows, row => row.Contains("somebody.example.org", StringComparison.Ordinal) && row.Contains(" True ", StringComparison.Ordinal));
    }
}
