using Xunit;

namespace Devstack.EndToEnd.Harness;

/// <summary>Waits for a state with a deadline.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    public static async Task<T> GetAsync<T>(Func<Task<T>> probe, Func<T, bool> condition, TimeSpan limit)
    {
        var deadline = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var value = await probe();
            if (condition(value))
            {
                return value;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(deadline) < limit, $"Still {value} after {limit}.");
            await Task.Delay(Pause, TestContext.Current.CancellationToken);
        }
    }
}
