using Devstack.EndToEnd.Harness;
using Xunit;

namespace Devstack.EndToEnd.Scenarios;

/// <summary><c>breakpoint()</c> and <c>pdb.set_trace()</c>, with nothing but a terminal.</summary>
public sealed class BreakpointsWithoutADebugger(MiniatureStack miniature)
{
    private const string Heartbeat = "openedx/core/djangoapps/heartbeat/views.py";

    [Theory]
    [InlineData("breakpoint()", true)]
    [InlineData("import pdb; pdb.set_trace()", false)]
    public async Task AttachTalksToTheRequestThatWaits(string statement, bool atATerminal)
    {
        var status = await miniature.EnsureRunningAsync();
        var file = Path.Combine(miniature.Checkout, Heartbeat);
        var original = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        var url = new Uri(MiniatureStack.UrlOf(status, "LMS"), "/heartbeat?stop-here");
        // Only for this request: the probe asks the same view.
        var line = original.Split('\n').Last(text => text.Contains("return JsonResponse(", StringComparison.Ordinal));
        var indentation = line[..^line.TrimStart().Length];
        var edited = original.Replace(line, $"{indentation}seen = 'seen-here'\n{indentation}if 'stop-here' in request.GET: {statement}\n{line}", StringComparison.Ordinal);
        // A server that was reloaded while requests waited leaves their sockets behind; 'attach' passes over them, this test's look wouldn't.
        await miniature.RunInAsync("lms", ["rm", "-rf", "/tmp/devstack-pdb"]);
        try
        {
            await File.WriteAllTextAsync(file, edited, TestContext.Current.CancellationToken);
            await Eventually.GetAsync(() => WaitsAsync(url), waits => waits, TimeSpan.FromMinutes(3));

            var outcome = atATerminal
                ? await Terminal.TalkAsync(miniature.Folder, [("(Pdb) ", "p seen\r"), ("'seen-here'", "c\r"), ("Ctrl+C ends it", "\u0003")], "attach", "lms")
                : await Terminal.WithInputAsync(miniature.Folder, "p seen\nc\n", "attach", "lms");

            // At a terminal it waits for the next one, until it is ended.
            Assert.True(outcome.ExitCode == (atATerminal ? 130 : 0), outcome.ToString());
            Assert.Contains("'seen-here'", outcome.Output, StringComparison.Ordinal);
        }
        finally
        {
            await File.WriteAllTextAsync(file, original, TestContext.Current.CancellationToken);
        }

        await Eventually.GetAsync(() => AnswersAsync(url), answers => answers, TimeSpan.FromMinutes(3));
    }

    private async Task<bool> WaitsAsync(Uri url)
    {
        if ((await miniature.ExecAsync("lms", "sh", "-c", "ls /tmp/devstack-pdb 2>/dev/null")).Text.Length > 0)
        {
            return true;
        }

        // Either the old code answers it, or the new one stops.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(3));
        try
        {
            using var answer = await miniature.Http.GetAsync(url, limit.Token);
        }
        catch (HttpRequestException)
        {
            // Between two servers.
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            // It waits at the breakpoint, or for the server: the next look tells.
        }

        return false;
    }

    private async Task<bool> AnswersAsync(Uri url)
    {
        try
        {
            using var answer = await miniature.Http.GetAsync(url, TestContext.Current.CancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            // The server begins again with the file as it was.
            return false;
        }
    }
}
