using System.Collections.Concurrent;
using NatsBench.Fast.Model;
using NatsBench.Fast.Records;
using NatsBench.Fast.Synthesis;
using NatsBench.Fast.TestSupport;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.Models.Tests;

/// <summary>The cost of every network of both spaces, counted node by node, against the closed forms and the columns of a table.</summary>
public sealed class WholeSpaceTests
{
    private static readonly (Dataset Name, int Classes, int Side)[] Datasets =
        [(Dataset.Cifar10, 10, 32), (Dataset.Cifar100, 100, 32), (Dataset.ImageNet16120, 120, 16)];

    [Theory]
    [InlineData(SearchSpace.Topology, TopologyCell.Count)]
    [InlineData(SearchSpace.Size, SizeNetwork.Count)]
    public void Every_network_costs_what_the_closed_form_and_the_table_say(SearchSpace space, int count)
    {
        // One seed each, so that no mean is taken; and of the topology space the setting whose records carry no other network's cost.
        TrainingSetting setting = space == SearchSpace.Topology ? TrainingSetting.Epochs12 : TrainingSetting.Epochs90;
        using TemporaryFolder folder = new();
        SyntheticTable.Write(
            space == SearchSpace.Topology ? SyntheticSpace.Topology : SyntheticSpace.Size, folder["table.natsb"], contents: TableContents.SearchOnly,
            cancellation: TestContext.Current.CancellationToken);
        using NatsBenchmark bench = NatsBenchmark.Open(folder["table.natsb"]);
        ConcurrentBag<string> faults = [];
        foreach ((Dataset dataset, int classes, int side) in Datasets)
        {
            CostView stored = bench.Table(dataset, setting).Costs;
            Parallel.For(0, count, index =>
            {
                (NetworkCost counted, NetworkCost closed) = Costs(space, bench.Architecture(index), classes, side);
                if (counted != closed || stored.Params[index] != counted.ParametersInMillions || stored.Flops[index] != counted.MultiplyAddsInMillions)
                    faults.Add($"{index} on {dataset}: {counted}, {closed}, {stored[index]}");
            });
        }
        Assert.Empty(faults);
    }

    private static (NetworkCost Counted, NetworkCost Closed) Costs(SearchSpace space, string architecture, int classes, int side)
    {
        if (space == SearchSpace.Topology)
        {
            TopologyCell cell = TopologyCell.Parse(architecture);
            return (CellNetworks.Of(cell, classes).Cost(side), NetworkCost.Of(cell, classes, side));
        }
        SizeNetwork network = SizeNetwork.Parse(architecture);
        return (CellNetworks.Of(network, classes).Cost(side), NetworkCost.Of(network, classes, side));
    }
}
