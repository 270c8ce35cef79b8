using Devstack.OpenEdx.Configuration;
using Devstack.OpenEdx.Development;
using Devstack.OpenEdx.Releases;
using Devstack.OpenEdx.Services.Additional;

namespace Devstack.CommandLine.Verbs.CheckoutVerbs;

/// <summary>Checkouts of services beside LMS and Studio: what a person is told of them.</summary>
internal static class ServiceCheckout
{
    /// <summary>The service that runs a checkout.</summary>
    /// <exception cref="CommandFailedException">It is none of Devstack's, or the release hasn't got it.</exception>
    public static ServiceCode Require(Checkout checkout, Release release)
    {
        if (ServiceCode.Of(checkout) is not { } service)
        {
            throw new CommandFailedException(
                $"{checkout.Folder} is no service that Devstack knows, so nothing would run it. Services are known by the folder of their settings module: " +
                $"{string.Join(", ", ServiceCode.All.Select(code => $"{code.Name} ({code.SettingsModule.Split('.')[0]}/)"))}. " +
                "For one that your own AppHost adds, write the folder into devstack.yaml (checkouts:).");
        }

        return StackParts.Of(release).Contains(service.Name) ? service : throw new CommandFailedException(
            $"{checkout.Folder} is {service.Title}, {NotIn(release, service)}");
    }

    /// <summary>The service of a name.</summary>
    /// <exception cref="CommandFailedException">There is none, or the release hasn't got it.</exception>
    public static ServiceCode Require(string name, Release release)
    {
        var service = ServiceCode.Find(name) ?? throw new CommandFailedException(
            $"There is no service '{name}' that runs packages of its own. There are: {string.Join(", ", ServiceCode.All.Select(code => code.Name))}.", ExitCodes.WrongUsage);
        return StackParts.Of(release).Contains(name) ? service : throw new CommandFailedException($"'{name}' is {service.Title}, {NotIn(release, service)}");
    }

    /// <summary>What keeps a package of a service from being run; <see langword="null"/> for nothing.</summary>
    public static string? ProblemOf(DevstackOptions options, Checkout checkout, ServiceCode service) =>
        StackParts.IsOn(options, ReleaseCatalog.Get(options.Release), service.Name) ? null : Off(checkout, service);

    private static string NotIn(Release release, ServiceCode service) =>
        $"which '{release.Name}' hasn't got. It is in: {string.Join(", ", ReleaseCatalog.All.Where(other => StackParts.Of(other).Contains(service.Name)).Select(other => other.Name))}.";

    private static string Off(Checkout checkout, ServiceCode service) =>
        $"{checkout.Folder}: {service.Title} is off in this stack, so nothing runs from there. Turn it on in devstack.yaml: services: {{{service.Name}: true}}";

    /// <summary>What a checkout is called in a list.</summary>
    public static string TextOf(Checkout checkout) =>
        ServiceCode.Of(checkout) is { } service ? $"service {service.Name}" : "service, none of Devstack's own";

    /// <summary>What keeps checkouts of services from being run, one sentence each.</summary>
    public static IEnumerable<string> ProblemsOf(DevstackOptions options)
    {
        var release = ReleaseCatalog.Get(options.Release);
        var first = new Dictionary<string, Checkout>(StringComparer.Ordinal);
        foreach (var checkout in Checkouts.Of(options).Where(checkout => checkout.Kind is CheckoutKind.Service))
        {
            if (ServiceCode.Of(checkout) is not { } service)
            {
                continue;
            }

            if (!StackParts.IsOn(options, release, service.Name))
            {
                yield return StackParts.Of(release).Contains(service.Name)
                    ? Off(checkout, service)
                    : $"{checkout.Folder}: '{release.Name}' hasn't got {service.Title}, so nothing runs from there.";
            }
            else if (!first.TryAdd(service.Name, checkout))
            {
                yield return $"{checkout.Folder} isn't run: {first[service.Name].Folder} is {service.Title}, too, and comes first in 'checkouts'. Take one of them out.";
            }
        }
    }
}
