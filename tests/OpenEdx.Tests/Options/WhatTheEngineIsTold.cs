using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Jobs;
using Devstack.Hosting.Containers.Stacks;

namespace Devstack.OpenEdx.Tests.Options;

/// <summary>Labels, by which operations on a running stack find what they need without its model.</summary>
public sealed class WhatTheEngineIsTold
{
    [Fact]
    public async Task AllThatHasCode_IsKnown()
    {
        using var run = StackModel.Running("release: sumac\nprofile: full\nservices: {ecommerce: true, beat: true}\nsettings: {xqueue: {XQUEUES: {openedx: \"http://grader\"}}}");

        var withCode = new List<string>();
        foreach (var container in run.Containers)
        {
            if ((await run.RuntimeArgumentsAsync(container)).Any(argument => argument.StartsWith("devstack.code=", StringComparison.Ordinal))
                && !run[container].HasAnnotationOfType<JobAnnotation>())
            {
                withCode.Add(container);
            }
        }

        Assert.Equal(
            ["cms", "cms-worker", "codejail", "credentials", "discovery", "ecommerce", "ecommerce-worker", "lms", "lms-beat", "lms-worker", "notes", "xqueue", "xqueue-consumer"],
            withCode.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("openedx-database", "mysql")]
    [InlineData("notes-database", "notes")]
    [InlineData("search-index", "mongo,search")]
    [InlineData("notes-index", "search")]
    [InlineData("credentials-database", "credentials")]
    public async Task WhatAJobPrepares_IsKnown(string job, string datastores)
    {
        using var run = StackModel.Running("release: verawood\nprofile: full");

        Assert.Contains($"devstack.prepares={datastores}", await run.RuntimeArgumentsAsync(job));
    }

    [Fact]
    public void WhatCanBeMadeAgain_IsKnown()
    {
        using var run = StackModel.Running(
            "release: verawood\ncheckouts: [edx-platform, learning]",
            ("edx-platform/manage.py", ""), ("edx-platform/lms/__init__.py", ""), ("edx-platform/cms/__init__.py", ""),
            ("learning/package.json", """{"name": "@edx/frontend-app-learning"}"""));

        var data = run.Model.Resources.OfType<ContainerResource>()
            .SelectMany(container => StackNaming.VolumesOf(container).Where(mount => !container.Annotations.OfType<MadeVolumeAnnotation>().Any(made => made.Target == mount.Target)))
            .Select(mount => mount.Target)
            .ToHashSet();

        Assert.Contains("/openedx/media", data);
        Assert.DoesNotContain(data, target => target.StartsWith("/openedx/edx-platform", StringComparison.Ordinal)
            || target.Contains("node_modules", StringComparison.Ordinal) || target is "/openedx/packages" or "/openedx/npm");
    }

    [Fact]
    public async Task APublishedContainer_HasNone()
    {
        using var published = StackModel.Published("release: verawood\nprofile: full");

        foreach (var container in published.Containers)
        {
            Assert.DoesNotContain("--label", await published.RuntimeArgumentsAsync(container));
        }
    }
}
