using System.Globalization;
using System.Text;
using Devstack.Publishing.Document;

namespace Devstack.Publishing.Output;

/// <summary>The AppArmor profiles of a stack, as files of every target's output. Nothing but root can load them, so a person does.</summary>
public static class AppArmorFiles
{
    /// <summary>A file for each profile.</summary>
    /// <param name="document">The stack.</param>
    public static IEnumerable<PublishedFile> Of(DeploymentDocument document) => Profiles(document).Select(profile => PublishedFile.Text(profile.Path, profile.Text));

    /// <summary>The names of the workloads that run under one.</summary>
    /// <param name="document">The stack.</param>
    public static IEnumerable<string> Confined(DeploymentDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return document.Workloads.Where(workload => workload.AppArmor is not null).Select(workload => workload.Name);
    }

    /// <summary>The lines of a page that load them, with four blanks before each; empty when there is none.</summary>
    /// <remarks>What lies in <c>/etc/apparmor.d</c> is loaded again at each boot.</remarks>
    /// <param name="document">The stack.</param>
    public static string Commands(DeploymentDocument document)
    {
        var text = new StringBuilder();
        foreach (var profile in Profiles(document))
        {
            text.Append(CultureInfo.InvariantCulture, $"    sudo install -m 644 {profile.Path} /etc/apparmor.d/ && sudo apparmor_parser --replace /etc/apparmor.d/{profile.Name}    # without it {string.Join(", ", Confined(document))} doesn't start\n");
        }

        return text.ToString();
    }

    private static IEnumerable<AppArmorSpec> Profiles(DeploymentDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return document.Workloads.Select(workload => workload.AppArmor).OfType<AppArmorSpec>().DistinctBy(profile => profile.Name);
    }
}
