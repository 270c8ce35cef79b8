using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Deployment;
using Devstack.Hosting.Containers.Jobs;
using Devstack.OpenEdx.Tests.Configuration;
using Devstack.OpenEdx.Tests.Options;

namespace Devstack.OpenEdx.Tests.Services;

/// <summary>Management commands that a platform needs again and again, and Celery's scheduler.</summary>
public sealed class WhatRunsByASchedule
{
    [Theory]
    [InlineData("release: verawood", "expired-notifications expired-tokens saml-metadata scheduled-emails")]
    [InlineData("release: sumac\nservices: {mfe: false}", "expired-notifications expired-tokens saml-metadata")]
    [InlineData("release: ulmo\nprofile: full", "credentials-catalogue discovery-refresh expired-notifications expired-tokens programs-cache saml-metadata scheduled-emails")]
    [InlineData("release: miniature\nprofile: full", "credentials-catalogue discovery-refresh")]
    public void IsWhatTheReleaseAndItsPartsNeed(string yaml, string expected)
    {
        using var published = StackModel.Published(yaml);

        Assert.Equal(expected, string.Join(' ', Schedules(published).Keys.Where(name => !name.EndsWith("-backup", StringComparison.Ordinal)).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task AreCommandsThatThePlatformHas()
    {
        var known = Facts.Read("management-commands.txt").Select(line => line.Split('\t')).ToDictionary(parts => parts[0], parts => parts[2]);
        using var published = StackModel.Published("release: verawood\nservices: {discovery: true}");

        foreach (var name in Schedules(published).Keys.Where(name => !name.EndsWith("-backup", StringComparison.Ordinal) && name != "discovery-refresh"))
        {
            var arguments = await published.ArgumentsAsync(name);
            Assert.Equal("./manage.py", published[name].Entrypoint);
            Assert.Equal("lms", arguments[0]);
            Assert.Contains("lms", known[arguments[1]], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void HappensAtTimesOfItsOwnOrOfTheUsers()
    {
        using var usual = StackModel.Published("release: verawood");
        using var own = StackModel.Published("release: verawood\npublish: {schedules: {expired-tokens: '0 1 * * 0', expired-notifications: off}}");

        Assert.Equal(("15 3 * * *", "*/10 * * * *"), (Schedules(usual)["expired-tokens"], Schedules(usual)["scheduled-emails"]));
        Assert.Equal("0 1 * * 0", Schedules(own)["expired-tokens"]);
        Assert.DoesNotContain("expired-notifications", own.Containers);
    }

    [Fact]
    public void ComesAfterTheMigrations()
    {
        using var published = StackModel.Published("release: verawood\nservices: {discovery: true}");

        Assert.Contains(published["expired-tokens"].Annotations.OfType<WaitAnnotation>(), wait => wait.Resource.Name == "lms-migrations");
        var refresh = published["discovery-refresh"].Annotations.OfType<WaitAnnotation>().Select(wait => wait.Resource.Name).ToList();
        Assert.Contains("discovery-migrations", refresh);
        Assert.Contains("lms", refresh);
    }

    [Fact]
    public void WaitsInADevstackForAPerson()
    {
        using var run = StackModel.Running("release: verawood\npublish: {schedules: {expired-tokens: off}}");

        Assert.All(Schedules(run).Keys, name =>
        {
            Assert.True(run[name].HasAnnotationOfType<JobAnnotation>());
            Assert.True(run[name].HasAnnotationOfType<ExplicitStartupAnnotation>());
        });
        Assert.Contains("expired-tokens", Schedules(run).Keys);
        var waited = run.Model.Resources.SelectMany(resource => resource.Annotations.OfType<WaitAnnotation>()).Select(wait => wait.Resource.Name);
        Assert.Empty(waited.Intersect(Schedules(run).Keys));
    }

    [Fact]
    public void IsRefusedUnderANameThatNothingHas()
    {
        using var folder = ConfigurationFolder.With("publish:\n  schedules:\n    expired-token: off\n");

        Assert.Contains("'publish.schedules.expired-token': nothing runs by a schedule that is called 'expired-token'. Did you mean 'expired-tokens'?", folder.Error(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("release: verawood", false)]
    [InlineData("release: verawood\nservices: {beat: true}", true)]
    [InlineData("release: sumac\nprofile: full", false)]
    [InlineData("release: sumac\nprofile: minimal\nservices: {beat: true}", true)]
    public void MayBeTasksOfCelerysOwnScheduler(string yaml, bool isOn)
    {
        using var published = StackModel.Published(yaml);

        Assert.Equal(isOn, published.Containers.Contains("lms-beat"));
        // It has the platform's one task of that kind.
        Assert.Equal(!isOn, published.Containers.Contains("saml-metadata"));
    }

    [Fact]
    public async Task IsNoticedByOneProcessThatMayBeginAnew()
    {
        using var published = StackModel.Published("release: verawood\nservices: {beat: true}");
        using var run = StackModel.Running("release: verawood\nservices: {beat: true}");

        Assert.Equal(["--app=lms.celery", "beat", "--loglevel=info", "--schedule=/tmp/devstack-beat", "--pidfile="], await published.ArgumentsAsync("lms-beat"));
        Assert.Equal(1, published["lms-beat"].GetReplicaCount());
        Assert.False(published["lms-beat"].HasAnnotationOfType<ScalingAnnotation>());
        Assert.Contains("devstack_reloader", await run.ArgumentsAsync("lms-beat"));
        Assert.Contains("lms-migrations", run["lms-beat"].Annotations.OfType<WaitAnnotation>().Select(wait => wait.Resource.Name));
    }

    private static Dictionary<string, string> Schedules(StackModel stack) => stack.Model.Resources.OfType<ContainerResource>()
        .Where(container => container.HasAnnotationOfType<ScheduleAnnotation>())
        .ToDictionary(container => container.Name, container => container.Annotations.OfType<ScheduleAnnotation>().Single().Cron);
}
