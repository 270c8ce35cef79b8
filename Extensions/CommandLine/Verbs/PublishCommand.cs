using System.CommandLine;

namespace Devstack.CommandLine.Verbs;

/// <summary><c>publish</c>: writes the files of the targets. The model is built in this process and not started.</summary>
internal sealed class PublishCommand : Command
{
    public const string Verb = "publish";

    public PublishCommand(VerbContext context)
        : base(Verb, "Write the files that a server or a cluster runs the platform from.")
    {
        new PublishWords().AddTo(this);
        SetAction(result =>
        {
            context.Load(result);
            return VerbContext.GoOnInThisProcess;
        });
    }
}
