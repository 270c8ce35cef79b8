using Devstack.Compose.Document;
using Devstack.Publishing.Document;

namespace Devstack.Compose.Rules;

/// <summary>The image, and how it is built from the output folder when it isn't on the server.</summary>
internal static class Images
{
    public const string Profile = "images";

    public static void Apply(ComposeContext context, WorkloadSpec workload, ComposeService service)
    {
        service.Image = ComposeText.Literal(workload.Image.Reference);
        service.Build = BuildOf(context, workload.Image.Build);
        if (workload.Profile is { } profile)
        {
            service.Profiles.Add(profile);
        }

        // What it is built on has to be built before; only a build asks for it, by the profile.
        if (workload.Image.Build?.Base is { Build: { } build } based)
        {
            var name = $"image-{build.Name}";
            service.DependsOn[name] = new("service_started", IsRequired: false);
            AddBase(context, name, based);
        }
    }

    /// <summary>The services that are there only to be built, each after what it is built on. They are built one by one, and before
    /// all others: since it builds by Bake, Compose takes no order from <c>depends_on</c>.</summary>
    public static IEnumerable<string> Bases(ComposeContext context) =>
        context.File.Services.Where(service => service.Profiles.Contains(Profile)).Select(service => service.Name);

    private static void AddBase(ComposeContext context, string name, ImageSpec image)
    {
        if (context.File.Services.Any(service => service.Name == name))
        {
            return;
        }

        var service = new ComposeService { Name = name, Image = ComposeText.Literal(image.Reference), Build = BuildOf(context, image.Build), Restart = "no", NetworkMode = "none" };
        service.Profiles.Add(Profile);
        service.Entrypoint.Add("true");
        if (image.Build?.Base is { Build: { } build } based)
        {
            service.DependsOn[$"image-{build.Name}"] = new("service_started", IsRequired: false);
            AddBase(context, $"image-{build.Name}", based);
        }

        context.File.Services.Add(service);
    }

    private static ComposeBuild? BuildOf(ComposeContext context, BuildSpec? build) => build is null ? null : new(
        $"./build/{build.Name}",
        build.Dockerfile,
        build.Stage,
        [.. build.Arguments.Select(argument => KeyValuePair.Create(argument.Name, context.Text(argument.Value)))]);
}
