using Devstack.OpenEdx.Development;
using Devstack.OpenEdx.Services.Credentials;
using Devstack.OpenEdx.Services.Discovery;
using Devstack.OpenEdx.Services.Ecommerce;
using Devstack.OpenEdx.Services.Notes;
using Devstack.OpenEdx.Services.XQueue;

namespace Devstack.OpenEdx.Services.Additional;

/// <summary>The code of a service beside LMS and Studio: what verbs need to know that build no model.</summary>
/// <param name="Name">The service's name, also that of its part in <c>services</c>.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Repository">The name of its repository, in Open edX's organization and in most forks.</param>
/// <param name="Folder">Where its <c>manage.py</c> lies in the image, and where a checkout is mounted.</param>
/// <param name="SettingsModule">Its own settings module.</param>
/// <param name="DebuggerPort">debugpy's port on 127.0.0.1, unless it is taken or <c>ports.NAME-debugger</c> says another.</param>
public sealed record ServiceCode(string Name, string Title, string Repository, string Folder, string SettingsModule, int DebuggerPort)
{
    /// <summary>What runs beside its web server.</summary>
    public IReadOnlyList<ServiceProcess> Processes { get; init; } = [];

    /// <summary>Those of Devstack's own verbs.</summary>
    public static IReadOnlyList<ServiceCode> All { get; } = [NotesService.Code, XQueueService.Code, DiscoveryService.Code, CredentialsService.Code, EcommerceService.Code];

    /// <summary>The one whose code a checkout is; <see langword="null"/> for none of them.</summary>
    public static ServiceCode? Of(Checkout checkout)
    {
        ArgumentNullException.ThrowIfNull(checkout);
        return All.FirstOrDefault(code => checkout.HasSettings(code.SettingsModule));
    }

    /// <summary>The one of a name; <see langword="null"/> for LMS, Studio and a team's own.</summary>
    public static ServiceCode? Find(string name) => All.FirstOrDefault(code => code.Name == name);
}

/// <summary>A process of a service beside its web server.</summary>
/// <param name="Name">Its container's name.</param>
/// <param name="Title">What people call it.</param>
/// <param name="DebuggerPort">debugpy's port on 127.0.0.1, unless it is taken or <c>ports.NAME-debugger</c> says another.</param>
public sealed record ServiceProcess(string Name, string Title, int DebuggerPort);
