using Devstack.Compose.Document;
using Devstack.Publishing.Document;

namespace Devstack.Compose.Rules;

/// <summary>The image, and how it is built from the output folder when it isn't on the server.</summary>
internal static class Images
{
    private const string Nobody = "65534:65534";

    public static void Apply(ComposeContext context, WorkloadSpec workload, ComposeService service)
    {
        service.Image = ComposeText.Literal(workload.Image.Reference);
        service.Build = BuildOf(context, workload.Image.Build);
        if (workload.Profile is { } profile)
        {
            service.Profiles.Add(profile);
        }

        After(context, service, workload.Image);
    }

    /// <summary>Has what the image is built on built before: Compose does by <c>depends_on</c>, unless it builds by Bake (by default
    /// since 2.37), which takes no order from it and has to be told one by one.</summary>
    private static void After(ComposeContext context, ComposeService service, ImageSpec image)
    {
        if (image.Build?.Base is { Build: { } build } based)
        {
            var name = $"image-{build.Name}";
            service.DependsOn[name] = new("service_completed_successfully");
            AddBase(context, name, based);
        }
    }

    private static void AddBase(ComposeContext context, string name, ImageSpec image)
    {
        if (context.Bases.Contains(name))
        {
            return;
        }

        var service = new ComposeService
        {
            Name = name,
            Image = ComposeText.Literal(image.Reference),
            Build = BuildOf(context, image.Build),
            Restart = "no",
            NetworkMode = "none",
            User = Nobody,
            IsReadOnly = true,
        };
        service.Entrypoint.Add("true");
        service.DroppedCapabilities.Add("ALL");
        After(context, service, image);
        context.Bases.Add(name);
        context.File.Services.Add(service);
    }

    private static ComposeBuild? BuildOf(ComposeContext context, BuildSpec? build) => build is null ? null : new(
        $"./build/{build.Name}",
        build.Dockerfile,
        build.Stage,
        [.. build.Arguments.Select(argument => KeyValuePair.Create(argument.Name, context.Text(argument.Value)))]);
}
