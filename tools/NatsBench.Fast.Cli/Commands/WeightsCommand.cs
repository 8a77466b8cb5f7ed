using NatsBench.Fast.Cli.Parsing;

namespace NatsBench.Fast.Cli.Commands;

/// <summary><c>natsbench weights</c>: the trained networks of a full archive.</summary>
internal sealed class WeightsCommand : ExampleCommand
{
    public WeightsCommand() : base(
        "weights", "Trained weights of a full archive: list them, show them, take them out.",
        "natsbench weights list NATS-tss-v1_0-3ffb9-full.tar --arch 0-99",
        "natsbench weights extract NATS-tss-v1_0-3ffb9-full.tar --arch 284 --dataset cifar10 --hp 12 -o weights.natsw",
        "natsbench weights show weights.natsw --arch 284")
    {
        Subcommands.Add(new WeightsListCommand());
        Subcommands.Add(new WeightsExtractCommand());
        Subcommands.Add(new WeightsShowCommand());
    }
}
