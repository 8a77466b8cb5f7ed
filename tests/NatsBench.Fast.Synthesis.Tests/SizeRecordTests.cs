using NatsBench.Fast.Records;

namespace NatsBench.Fast.Synthesis.Tests;

public class SizeRecordTests
{
    [Fact]
    public void Settings_and_seeds_are_the_official_ones_and_every_set_is_whole()
    {
        ArchitectureRecord record = SyntheticSpace.Size.CreateRecord(11, 1);
        Assert.Equal("8:8:8:16:32", record.Architecture);
        Assert.Equal(["01", "12", "90"], record.Settings.Select(setting => setting.Setting));
        int[] epochs = [1, 12, 90], seeds = [1, 3, 1];
        for (int i = 0; i < epochs.Length; i++)
        {
            Assert.All(record.Settings[i].Datasets, dataset =>
            {
                Assert.Equal(seeds[i], dataset.Seeds.Length);
                Assert.All(dataset.Trials, trial => Assert.All(trial!.Evaluations, set => Assert.Equal(epochs[i], set.Top1!.Values.Length)));
            });
        }
    }

    [Fact]
    public void Costs_are_exact_and_times_those_of_all_settings()
    {
        ArchitectureRecord record = SyntheticSpace.Size.CreateRecord(11, 1);
        Assert.Equal((6.84065, 0.049202), (record.Settings[0].Datasets[0].Trials[0]!.Flops, record.Settings[0].Datasets[0].Trials[0]!.Params));
        double[] times = [.. record.Settings[0].Datasets.Select(dataset => dataset.Trials[0]!.TrainTime!.Values[0])];
        Assert.Equal(4, times.Distinct().Count());
        Assert.All(record.Settings, setting => Assert.Equal(times, setting.Datasets.Select(dataset => dataset.Trials[^1]!.TrainTime!.Values[^1])));
    }
}
