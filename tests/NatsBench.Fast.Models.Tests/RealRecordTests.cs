using NatsBench.Fast.Conversion;
using NatsBench.Fast.Model;
using NatsBench.Fast.Models.Graph;
using NatsBench.Fast.Queries;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Models.Tests;

/// <summary>Networks built from the configurations in official records, against the costs stored beside them.</summary>
public sealed class RealRecordTests
{
    [Theory]
    [InlineData("NATS-tss-v1_0-3ffb9-simple", 16)]
    [InlineData("NATS-sss-v1_0-50262-simple", 24)]
    public void A_network_of_a_stored_configuration_costs_what_is_stored(string archive, int trainings)
    {
        using TemporaryFolder folder = new();
        ArchiveConverter.Convert(SharedData.Require("data", archive), folder["real.natsb"]);
        using NatsBenchmark bench = NatsBenchmark.Open(folder["real.natsb"]);
        int compared = 0;
        foreach (int architecture in bench.RecordedArchitectures)
            foreach (TrainingSetting setting in bench.SettingsOf(architecture))
                foreach (Dataset dataset in bench.DatasetsOf(architecture, setting))
                {
                    NetworkGraph network = CellNetworks.FromConfig(bench.NetworkConfig(architecture, dataset));
                    NetworkCost cost = network.Cost(dataset == Dataset.ImageNet16120 ? 16 : 32);
                    CostInfo stored = bench.Runs(architecture, dataset, setting).Cost();
                    // The stored numbers are means over seeds: of several equal ones they end in other bits.
                    Assert.Equal(new NetworkCost((long)double.Round(stored.Params * 1e6), (long)double.Round(stored.Flops * 1e6)), cost);
                    compared++;
                }
        Assert.Equal(trainings, compared);
    }
}
