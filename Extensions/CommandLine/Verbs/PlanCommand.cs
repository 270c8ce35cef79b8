using System.CommandLine;

namespace Devstack.CommandLine.Verbs;

/// <summary><c>plan</c>: what a start would bring up. The model is built in this process and not started.</summary>
internal sealed class PlanCommand : Command
{
    public const string Verb = "plan";

    public PlanCommand(VerbContext context)
        : base(Verb, "Show what run would start: services, images, ports, memory. Needs no container engine.")
    {
        Options.Add(new FormatOption());
        SetAction(result =>
        {
            context.Load(result);
            return VerbContext.GoOnInThisProcess;
        });
    }
}
