using System.Diagnostics;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Compose.Files;
using Devstack.Hosting.Containers.Jobs;
using Xunit;

namespace Devstack.Compose.Tests;

public sealed class PublishingManyServices
{
    [Fact]
    public async Task FourTimesTheServicesTakeNoMoreThanAFewTimesAsLong()
    {
        await TimeAsync(50); // the compiler and the caches are warm from here on

        var (few, many) = (await BestAsync(250), await BestAsync(1000));

        // Twice of what is linear: a square would be sixteen times.
        Assert.True(many < few * 8 || many < TimeSpan.FromSeconds(1), $"250 services: {few}; 1000: {many}.");
    }

    // The best of three: other programs of the machine take their time, too.
    private static async Task<TimeSpan> BestAsync(int count) =>
        new[] { await TimeAsync(count), await TimeAsync(count), await TimeAsync(count) }.Min();

    private static async Task<TimeSpan> TimeAsync(int count)
    {
        var watch = Stopwatch.StartNew();
        var document = await Published.ReadAsync(builder =>
        {
            var mysql = builder.AddMySql("mysql").WithDataVolume();
            var job = builder.AddContainer("job", "some/web", "1").WaitFor(mysql).AsJob(new(["/job"]));
            for (var i = 1; i < count / 2; i++)
            {
                var service = builder.AddContainer($"web-{i}", "some/web", "1").WithHttpEndpoint(targetPort: 80).WithReference(mysql).WaitForCompletion(job).WaitFor(mysql);
                builder.AddContainer($"job-{i}", "some/web", "1").WithEnvironment("WEB", service.GetEndpoint("http")).WaitFor(mysql).AsJob(new(["/job"]));
            }

            watch.Restart(); // the model itself is Aspire's time
        });
        var read = watch.Elapsed;

        _ = ComposeOutput.Render(document);

        TestContext.Current.SendDiagnosticMessage($"{count} services: read in {read.TotalMilliseconds:0} ms, written in {(watch.Elapsed - read).TotalMilliseconds:0} ms.");
        return watch.Elapsed;
    }
}
