using Devstack.Publishing.Reading;
using Xunit;

namespace Devstack.Publishing.Tests;

public sealed class ReadingDockerfiles
{
    [Theory]
    [InlineData("FROM some/a\nRUN make\nENTRYPOINT [\"/a\", \"-b\"]\nCMD [\"c\"]\n", "/a,-b", "c")]
    // An entrypoint takes the command of the image below away, and not one of its own stage.
    [InlineData("FROM some/a AS a\nRUN make\nCMD [\"c\"]\nFROM a\nENTRYPOINT [\"/a\"]\n", "/a", "")]
    [InlineData("FROM some/a\nRUN make\nCMD [\"c\"]\nENTRYPOINT [\"/a\"]\n", "/a", "c")]
    [InlineData("FROM some/a\nRUN make\nENTRYPOINT run --all $HOME\n", "/bin/sh,-c,run --all $HOME", "")]
    [InlineData("FROM some/a\nRUN make\nSHELL [\"/bin/bash\", \"-ec\"]\nENTRYPOINT run\n", "/bin/bash,-ec,run", "")]
    [InlineData("FROM --platform=linux/amd64 some/a as A\nRUN make\nENTRYPOINT [\"/a\"]\nFROM a\n", "/a", "")]
    [InlineData("FROM some/a\nRUN one \\\n  # between\n\n  && ENTRYPOINT two\nentrypoint [\"/a\"]\n", "/a", "")]
    [InlineData("FROM some/a\nRUN <<EOF cat\nENTRYPOINT [\"/no\"]\nEOF\nENTRYPOINT [\"/a\"]\nHEALTHCHECK CMD /no\n", "/a", "")]
    [InlineData("FROM scratch\nADD root.tar /\nRUN make\nCMD [\"/a\"]\n", "", "/a")]
    public void WhatTheImageRunsIsInTheFile(string text, string entrypoint, string command)
    {
        var start = DockerfileReader.StartOf(text, stage: null)!;

        Assert.Equal((entrypoint, command), (string.Join(',', start.Entrypoint), string.Join(',', start.Command)));
    }

    [Theory]
    [InlineData("FROM some/a\nRUN make\nCMD [\"c\"]\n")] // the entrypoint is in some/a
    [InlineData("FROM some/a\nCOPY a /\nENTRYPOINT [\"/a\"]\n")] // some/a may have no shell
    [InlineData("FROM some/a AS a\nRUN make\nFROM scratch\nCOPY --from=a /a /\nENTRYPOINT [\"/a\"]\n")]
    [InlineData("FROM some/a\nRUN [\"/make\"]\nENTRYPOINT [\"/a\"]\n")]
    [InlineData("# escape=`\nFROM some/a\nRUN make\nENTRYPOINT [\"/a\"]\n")]
    [InlineData("")]
    public void WhatTheFileLeavesOpenIsUnknown(string text) => Assert.Null(DockerfileReader.StartOf(text, stage: null));

    [Theory]
    [InlineData("tables", "/tables")]
    [InlineData("1", "/tables")]
    [InlineData(null, "/shop")]
    public void AStageRunsItsOwn(string? stage, string entrypoint)
    {
        const string Text = "FROM some/a AS base\nRUN make\nFROM base AS tables\nENTRYPOINT [\"/tables\"]\nFROM base\nENTRYPOINT [\"/shop\"]\n";

        Assert.Equal([entrypoint], DockerfileReader.StartOf(Text, stage)!.Entrypoint);
    }
}
