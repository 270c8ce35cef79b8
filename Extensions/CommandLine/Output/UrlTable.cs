using Devstack.Hosting.Containers.Stacks;

namespace Devstack.CommandLine.Output;

/// <summary>What a person opens when the stack is ready.</summary>
internal static class UrlTable
{
    public static string Write(StackStatus status)
    {
        var urls = Urls(status).ToList();
        var ready = status.ReadyAfterSeconds is { } seconds ? $"{status.Release} is ready after {Seconds.Text(seconds)}." : $"{status.Release} runs.";
        return urls.Count == 0 ? $"{ready}\n" : $"{TextTable.Write(urls.Select(url => new[] { url.Text, url.Url }))}{ready}\n";
    }

    private static IEnumerable<ResourceUrl> Urls(StackStatus status)
    {
        var urls = status.Resources.SelectMany(resource => resource.Urls).DistinctBy(url => url.Url);
        return status.Dashboard is { } dashboard ? urls.Append(new ResourceUrl("Dashboard", dashboard)) : urls;
    }
}
