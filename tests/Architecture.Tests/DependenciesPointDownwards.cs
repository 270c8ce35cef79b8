using System.Reflection;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using Xunit;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace Devstack.Architecture.Tests;

/// <summary>AppHost → CommandLine → OpenEdx → Compose and Kubernetes → Publishing → Hosting → Aspire, and never back.</summary>
public sealed class DependenciesPointDownwards
{
    // From the top; an assembly of one line knows only those of the lines below it.
    private static readonly string[][] Layers =
    [
        ["Devstack.CommandLine"],
        ["Devstack.OpenEdx"],
        ["Devstack.Compose", "Devstack.Kubernetes"],
        ["Devstack.Publishing"],
        [
            "Devstack.Hosting.Containers", "Aspire.Hosting.MySql", "Aspire.Hosting.MongoDB", "Aspire.Hosting.Elasticsearch",
            "CommunityToolkit.Aspire.Hosting.Meilisearch", "CommunityToolkit.Aspire.Hosting.MailPit",
        ],
    ];

    private static readonly System.Reflection.Assembly[] Assemblies =
    [
        .. Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll")
            .Where(file => Layers.SelectMany(layer => layer).Contains(Path.GetFileNameWithoutExtension(file)))
            .Select(System.Reflection.Assembly.LoadFrom),
    ];

    public static TheoryData<string> All => [.. Assemblies.Select(assembly => assembly.GetName().Name!)];

    [Theory]
    [MemberData(nameof(All))]
    public void AnAssemblyKnowsOnlyThoseBelowIt(string assembly)
    {
        var below = Layers.SkipWhile(layer => !layer.Contains(assembly)).Skip(1).SelectMany(layer => layer).ToHashSet();

        var known = Assemblies.Single(candidate => candidate.GetName().Name == assembly)
            .GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(name => Layers.SelectMany(layer => layer).Contains(name));

        Assert.All(known, name => Assert.True(below.Contains(name), $"{assembly} refers to {name}, which isn't below it."));
    }

    [Fact]
    public void WhatContainersCanSayKnowsNothingOfOpenEdx()
    {
        var architecture = new ArchLoader().LoadAssemblies(Assemblies).Build();

        var rule = Types().That().ResideInNamespaceMatching(@"^Devstack\.(Hosting|Publishing|Compose|Kubernetes)")
            .Should().NotDependOnAny(Types().That().ResideInNamespaceMatching(@"^Devstack\.(OpenEdx|CommandLine)"));

        Assert.True(rule.HasNoViolations(architecture), string.Join('\n', rule.Evaluate(architecture).Where(result => !result.Passed).Select(result => result.Description)));
    }

    [Fact]
    public void ServicesDoNotKnowEachOther()
    {
        var architecture = new ArchLoader().LoadAssemblies(Assemblies).Build();

        // A second service is a new folder, not an edit everywhere.
        foreach (var service in new[] { "Lms", "Cms", "Workers", "WebProxy" })
        {
            var rule = Types().That().ResideInNamespaceMatching($@"^Devstack\.OpenEdx\.Services\.{service}$")
                .Should().NotDependOnAny(Types().That().ResideInNamespaceMatching($@"^Devstack\.OpenEdx\.Services\.(?!{service}$)\w+$"));

            Assert.True(rule.HasNoViolations(architecture), string.Join('\n', rule.Evaluate(architecture).Where(result => !result.Passed).Select(result => result.Description)));
        }
    }
}
