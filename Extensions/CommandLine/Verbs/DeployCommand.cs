using System.CommandLine;

namespace Devstack.CommandLine.Verbs;

/// <summary><c>deploy</c>: publishes, and brings what is published to where it runs.</summary>
internal sealed class DeployCommand : Command
{
    public const string Verb = "deploy";

    public DeployCommand(VerbContext context)
        : base(Verb, "Publish, and bring it to a server or a cluster: jobs first, then the services; what fails is taken back.")
    {
        new DeployWords().AddTo(this);
        SetAction(result =>
        {
            context.Load(result);
            return VerbContext.GoOnInThisProcess;
        });
    }
}
