using Devstack.Publishing.Output;
using Xunit;

namespace Devstack.Publishing.Tests;

public sealed class WritingOutput : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task TheSameFilesAreNotWrittenTwice()
    {
        await WriteAsync(PublishedFile.Text("a/b.txt", "1"));

        var again = await WriteAsync(PublishedFile.Text("a/b.txt", "1"));

        Assert.Empty(again.Written);
        Assert.Empty(again.Kept);
    }

    [Fact]
    public async Task AFileChangedByHandIsKeptBesideTheNewOneEachTime()
    {
        await WriteAsync(PublishedFile.Text("a.txt", "1"));
        _folder.Write("a.txt", "mine");
        var second = await WriteAsync(PublishedFile.Text("a.txt", "2"));
        _folder.Write("a.txt", "mine again");

        var third = await WriteAsync(PublishedFile.Text("a.txt", "3"));

        Assert.Equal([new("a.txt", "a.txt.orig")], second.Kept);
        Assert.Equal([new("a.txt", "a.txt.orig.1")], third.Kept);
        Assert.Equal(["3", "mine", "mine again"], new[] { "a.txt", "a.txt.orig", "a.txt.orig.1" }.Select(file => File.ReadAllText(_folder.Of(file))));
    }

    [Fact]
    public async Task WhatIsNoLongerPublishedGoesAndWhatWasNeverPublishedStays()
    {
        _folder.Write("compose.override.yaml", "mine");
        await WriteAsync(PublishedFile.Text("a.txt", "1"), PublishedFile.Text("b.txt", "1"));
        _folder.Write("b.txt", "changed");

        var changes = await WriteAsync();

        Assert.Equal(["a.txt"], changes.Removed);
        Assert.Equal([new("b.txt", "b.txt.orig")], changes.Kept);
        Assert.Equal(["b.txt.orig", "compose.override.yaml", "generated.sha256"], Directory.EnumerateFiles(_folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task AFileThatIsTheUsersIsWrittenOnceAndNeverTouchedAgain()
    {
        static PublishedFile Mine(string text) => PublishedFile.Text("overlay.yaml", text) with { IsUsers = true };
        await WriteAsync(Mine("1"));
        _folder.Write("overlay.yaml", "changed");

        var again = await WriteAsync(Mine("2"));
        await WriteAsync();

        Assert.Empty(again.Written);
        Assert.Empty(again.Kept);
        Assert.Equal("changed", await File.ReadAllTextAsync(_folder.Of("overlay.yaml"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void AHeaderHoldsTheHashOfTheLinesBelow()
    {
        var file = PublishedFile.WithHeader("a.yaml", "x: 1\n");

        var text = System.Text.Encoding.UTF8.GetString(file.Content.Span);

        Assert.Equal(
            $"# Generated: changes made here are put aside (.orig) by the next publish. sha256:{PublishedFile.HashOf("x: 1\n"u8)}\nx: 1\n",
            text);
    }

    public void Dispose() => _folder.Dispose();

    private Task<OutputChanges> WriteAsync(params PublishedFile[] files) => OutputFolder.WriteAsync(_folder.Path, files, TestContext.Current.CancellationToken);
}
