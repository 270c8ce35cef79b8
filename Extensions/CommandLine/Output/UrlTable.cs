using Devstack.Hosting.Containers.Stacks;

namespace Devstack.CommandLine.Output;

/// <summary>What a person opens when the stack is ready.</summary>
internal static class UrlTable
{
    public static string Write(StackStatus status)
    {
        var urls = Urls(status).Select(url => new[] { url.Text, url.Url }).ToList();
        var table = urls.Count == 0 ? "" : TextTable.Write(urls);
        return status is { Phase: StackPhase.Ready, ReadyAfterSeconds: { } seconds }
            ? $"{table}{status.Release} is ready after {Seconds.Text(seconds)}.\n"
            : table;
    }

    private static IEnumerable<ResourceUrl> Urls(StackStatus status)
    {
        var urls = status.Resources.SelectMany(resource => resource.Urls).DistinctBy(url => url.Url);
        return status.Dashboard is { } dashboard ? urls.Append(new ResourceUrl("Dashboard", dashboard)) : urls;
    }
}
