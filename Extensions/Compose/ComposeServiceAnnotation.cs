using Devstack.Compose.Document;
using Devstack.Publishing.Document;

namespace Devstack.Compose;

/// <summary>Changes a resource's service in the Compose file.</summary>
internal sealed class ComposeServiceAnnotation(Action<ComposeService> configure) : ITargetAnnotation
{
    public string Verb => nameof(ComposeBuilderExtensions.PublishAsComposeService);

    public Action<ComposeService> Configure { get; } = configure;
}
