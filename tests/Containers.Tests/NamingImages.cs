using Devstack.Hosting.Containers.Images;
using Xunit;

namespace Devstack.Hosting.Containers.Tests;

public sealed class NamingImages : IDisposable
{
    private static readonly BaseImage Base = new("base:1", "upstream:1", "make.sh");

    private readonly string _root = Directory.CreateTempSubdirectory("images-").FullName;

    public NamingImages()
    {
        Write("mysql/Dockerfile", "FROM x");
        Write("mysql/entrypoint", "#!/bin/sh");
    }

    [Fact]
    public void TheSameContent_HasTheSameName() => Assert.Equal(Name(), Name());

    [Fact]
    public void AChangedFile_GivesAnotherName()
    {
        var before = Name();

        Write("mysql/entrypoint", "#!/bin/sh -e");

        Assert.NotEqual(before, Name());
    }

    [Fact]
    public void AnotherBase_GivesAnotherName() =>
        Assert.NotEqual(Name(), Name(new BaseImage("base:2", "upstream:2", "make.sh")));

    [Fact]
    public void WhatIsGenerated_DoesNotCount()
    {
        var before = Name();

        Write("mysql/.build/tool.dll", "binary");
        Write("mysql/.machine/authorities.pem", "whom this machine trusts");
        Write("mysql/obj/project.assets.json", "what the restore of prepare.proj leaves");
        Write("mysql/scripts/__pycache__/a.pyc", "binary");
        Write("mysql/tests/test_a.py", "pass");

        Assert.Equal(before, Name());
    }

    [Fact]
    public void AnImageOfARegistry_KeepsItsReference() =>
        Assert.Equal("docker.io/library/redis:7.4.9", new ImageCatalog(_root).ReferenceOf(ImageSource.Pull("docker.io/library/redis:7.4.9")));

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private string Name(ImageSource? from = null) => new ImageCatalog(_root).ReferenceOf(ImageSource.Build("test/mysql", "mysql", from ?? Base));

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_root, path))!);
        File.WriteAllText(Path.Combine(_root, path), text);
    }
}
