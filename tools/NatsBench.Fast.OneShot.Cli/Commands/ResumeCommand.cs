using System.CommandLine;
using NatsBench.Fast.Cli.Parsing;
using NatsBench.Fast.OneShot.Cli.Parsing;
using NatsBench.Fast.OneShot.Runs;
using TorchSharp;

namespace NatsBench.Fast.OneShot.Cli.Commands;

/// <summary><c>natsbench-oneshot resume</c>.</summary>
internal sealed class ResumeCommand : ExampleCommand
{
    private readonly Argument<string> _run = CommonArguments.NotEmpty(new Argument<string>("RUN") { Description = "The folder of a run." });
    private readonly Option<string> _file = TableOption.One("A column file of the space. Default: the one that the run was begun with, if any.");
    private readonly Option<double?> _minutes = CommonArguments.Number<double>("--checkpoint-minutes", "The time between two checkpoints within an epoch. Default: 10.", "M", least: 0);
    private readonly EngineOptions _engine = new();
    private readonly Option<bool> _json = CommonArguments.Json();

    public ResumeCommand() : base(
        "resume", "Go on with a run from its checkpoint: on a processor to the same bytes as if it had never stopped.",
        "natsbench-oneshot resume runs/gdas-cifar10-777",
        "natsbench-oneshot resume runs/gdas-cifar10-777 --data elsewhere --device cuda:1")
    {
        Arguments.Add(_run);
        Options.Add(_file);
        _engine.AddTo(this);
        Options.Add(_minutes);
        Options.Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        string folder = parsed.GetRequiredValue(_run);
        RunPlan plan = RunPlan.Read(folder, out RunOrigin origin);
        torch.Device device = _engine.Device(parsed, origin);
        return RunningSearch.Run(
            folder, plan, origin, _engine.Images(parsed, plan.Dataset, origin), device, parsed.GetValue(_file) ?? origin.Table, parsed.GetValue(_minutes), parsed.GetValue(_json));
    }
}
