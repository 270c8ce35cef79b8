using Aspire.Hosting;
using Devstack.CommandLine.Output;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Devstack.CommandLine.Tests;

public class LogLinesTests
{
    private readonly PlainConsoleFormatter _formatter = new();
    private readonly StringWriter _lines = new() { NewLine = "\n" };

    [Fact]
    public void AFailureThatPassesThreeLayersIsOneLineWithoutAStackTrace()
    {
        var boom = new InvalidOperationException("Step 'compose' failed: no image", new InvalidOperationException("no image"));

        Log(LogLevel.Information, "Wrote compose.yaml");
        Log(LogLevel.Error, "Step 'compose' failed.", boom);
        Log(LogLevel.Error, "Step 'compose' failed: no image", boom);

        Assert.Equal("Wrote compose.yaml\nerror: Step 'compose' failed: no image\n", _lines.ToString());
    }

    [Fact]
    public void AnErrorOfOursIsItsMessageAndAnotherOneHasItsType()
    {
        Log(LogLevel.Warning, "It failed.", new DistributedApplicationException("'lms' mounts nothing."));
        Log(LogLevel.Error, "It failed.", new TimeoutException("too late"));

        Assert.Equal("warning: It failed. 'lms' mounts nothing.\nerror: It failed. TimeoutException: too late\n", _lines.ToString());
    }

    private void Log(LogLevel level, string message, Exception? error = null) =>
        _formatter.Write(new LogEntry<string>(level, "Category", 0, message, error, (text, _) => text), null, _lines);
}
