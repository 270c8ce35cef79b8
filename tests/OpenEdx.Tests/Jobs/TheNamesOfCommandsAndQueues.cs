using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Jobs;
using Devstack.OpenEdx.Services.Additional;
using Devstack.OpenEdx.Services.Workers;
using Devstack.OpenEdx.Tests.Options;

namespace Devstack.OpenEdx.Tests.Jobs;

/// <summary>What is run in the platform's containers exists in its sources, by the lists in <c>Facts</c>.</summary>
public sealed partial class TheNamesOfCommandsAndQueues
{
    // Commands of packages, each with the one that has it.
    private static readonly IReadOnlyDictionary<string, string> Elsewhere = new Dictionary<string, string>
    {
        ["migrate"] = "Django",
        ["shell"] = "Django",
        ["manage_user"] = "edx-django-utils",
        ["waffle_switch"] = "django-waffle",
        ["waffle_sample"] = "django-waffle",
        ["oscar_populate_countries"] = "django-oscar",
        ["initialize_forum_indices"] = "openedx-forum",
        ["load_policies"] = "openedx-authz",
    };

    // platform.md 4.4 and 9: low exists in Studio only, high_mem in the LMS only.
    private static readonly string[] Queues =
    [
        "edx.lms.core.default", "edx.lms.core.high", "edx.lms.core.high_mem", "edx.cms.core.default", "edx.cms.core.high", "edx.cms.core.low",
    ];

    private static readonly HashSet<string> OfThePlatform = [.. Read("management-commands.txt").Select(line => line.Split('\t')[0])];
    private static readonly HashSet<string> OfServices = [.. Read("management-commands.services.txt")];

    public static TheoryData<string> Releases => ["sumac", "teak", "ulmo", "verawood", "master"];

    [Theory]
    [MemberData(nameof(Releases))]
    public void JobsRunCommandsThatTheirCodeHas(string release)
    {
        foreach (var stack in new[] { StackModel.Running($"release: {release}\nprofile: full"), StackModel.Published($"release: {release}\nprofile: full") })
        {
            using (stack)
            {
                var run = stack.Model.Resources.OfType<ContainerResource>().SelectMany(CommandsOf).Distinct().ToList();

                Assert.NotEmpty(run);
                Assert.Empty(run.Where(command => !Elsewhere.ContainsKey(command.Name)
                    && !(command.Service is "lms" or "cms" ? OfThePlatform.Contains(command.Name) : OfServices.Contains($"{command.Service}\t{command.Name}"))));
            }
        }
    }

    [Fact]
    public void ThePythonSideCallsCommandsThatThePlatformHas()
    {
        var called = Call().Matches(File.ReadAllText(Path.Combine(Folder(), "..", "..", "..", "Extensions", "OpenEdx", "Python", "devstack_jobs.py")))
            .Select(match => match.Groups["name"].Value).Distinct().ToList();

        Assert.Contains("create_dot_application", called);
        Assert.Empty(called.Where(name => !OfThePlatform.Contains(name) && !Elsewhere.ContainsKey(name)));
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task WorkersServeEveryQueueOfThePlatformAndNoOther(string release)
    {
        using var stack = StackModel.Published($"release: {release}");

        var served = new List<string>();
        foreach (var worker in stack.Model.Resources.OfType<WorkerResource>())
        {
            var argument = Assert.Single(await stack.ArgumentsAsync(worker.Name), argument => argument.StartsWith("--queues=", StringComparison.Ordinal));
            served.AddRange(argument["--queues=".Length..].Split(','));
        }

        Assert.Equal(Queues.Order(StringComparer.Ordinal), served.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<(string Service, string Name)> CommandsOf(ContainerResource container)
    {
        var job = container.Annotations.OfType<JobAnnotation>().SingleOrDefault();
        var commands = new[] { job?.Command, job?.Check }.OfType<IReadOnlyList<string>>().Where(command => command[0] == "./manage.py");
        foreach (var command in commands)
        {
            if (command[1] is "lms" or "cms")
            {
                yield return (command[1], command[2]);
            }
            else
            {
                // A service's jobs are called after it.
                yield return (ServiceCode.All.Single(service => container.Name.StartsWith($"{service.Name}-", StringComparison.Ordinal)).Name, command[1]);
            }
        }
    }

    private static IEnumerable<string> Read(string file) => File.ReadLines(Path.Combine(Folder(), "..", "Facts", file)).Where(line => line.Length > 0);

    private static string Folder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;

    [GeneratedRegex("""call_command\(\s*"(?<name>[a-z_]+)""")]
    private static partial Regex Call();
}
