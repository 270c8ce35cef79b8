using Devstack.CommandLine.Stacks;
using Xunit;

namespace Devstack.CommandLine.Tests;

public class LogFilterTests
{
    [Theory]
    [InlineData("2026-01-31 10:00:00,000 ERROR 7 [django.request] log.py:248 - Internal Server Error", nameof(LogSeverity.Error))]
    [InlineData("[2026-01-31 10:00:00,000: WARNING/MainProcess] slow", nameof(LogSeverity.Warning))]
    [InlineData("2026-01-31T10:00:00.000000Z 0 [Warning] [MY-010068] [Server] CA certificate", nameof(LogSeverity.Warning))]
    [InlineData("""{"level":"error","ts":1.5,"msg":"dialing"}""", nameof(LogSeverity.Error))]
    [InlineData("INFO 2026-01-31 started", nameof(LogSeverity.Info))]
    [InlineData("Traceback (most recent call last):", nameof(LogSeverity.Error))]
    public void ALineSaysItsLevel(string line, string severity) => Assert.Equal(severity, LogFilter.SeverityOf(line)?.ToString());

    [Fact]
    public void ASentenceAboutErrorsIsNone() => Assert.Null(LogFilter.SeverityOf("no error was found, for your information"));

    [Fact]
    public void WhatHasNoLevelCountsAsInfo()
    {
        var filter = new LogFilter(null, LogSeverity.Warning);

        Assert.False(filter.Shows("GET /heartbeat"));
        Assert.True(filter.Shows("ERROR at once"));
    }
}
