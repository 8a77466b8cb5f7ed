using NatsBench.Fast.Model;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.Synthesis.Tests;

public class TopologyRecordTests
{
    private const long Seed = 1;

    [Fact]
    public void Short_setting_has_every_set_at_every_epoch()
    {
        SettingRecord setting = SyntheticSpace.Topology.CreateRecord(284, Seed).Settings[0];
        Assert.Equal("12", setting.Setting);
        Assert.Equal(["cifar10-valid", "cifar10", "cifar100", "ImageNet16-120"], setting.Datasets.Select(dataset => dataset.Dataset));
        Assert.Equal([[111, 777], [111], [111], [111]], setting.Datasets.Select(dataset => dataset.Seeds));
        Assert.Equal(["x-valid", "x-test", "ori-test"], setting.Datasets[2].Trials[0]!.EvaluationSets);
        Assert.All(setting.Datasets.SelectMany(dataset => dataset.Trials), trial =>
        {
            Assert.Equal(12, trial!.TrainTop5!.Values.Length);
            Assert.All(trial.Evaluations, set => Assert.Equal((0, 12), (set.Top1!.FirstEpoch, set.Loss!.EndEpoch)));
        });
    }

    [Fact]
    public void Long_setting_is_ragged_as_the_official_one()
    {
        SettingRecord setting = SyntheticSpace.Topology.CreateRecord(284, Seed).Settings[1];
        Assert.Equal("200", setting.Setting);
        string[] complete = ["x-valid", "ori-test", "ori-test", "ori-test"];
        for (int i = 0; i < complete.Length; i++)
        {
            TrialRecord trial = setting.Datasets[i].Trials[0]!;
            Assert.Null(trial.TrainTop5);
            Assert.Equal(trial.EvaluationSets, trial.Evaluations.Select(set => set.Set));
            Assert.Equal(complete[i], trial.EvaluationSets[0]);
            Assert.All(trial.Evaluations, set =>
            {
                Assert.Equal((set.Set == complete[i] ? 0 : 199, 200), (set.Top1!.FirstEpoch, set.Top1.EndEpoch));
                Assert.Equal((0, 200), (set.Time!.FirstEpoch, set.Time.EndEpoch));
            });
        }
    }

    [Fact]
    public void Almost_half_of_the_cells_lack_a_third_seed_on_all_datasets()
    {
        int twoSeeds = 0;
        for (int index = 0; index < 400; index++)
        {
            SettingRecord setting = SyntheticSpace.Topology.CreateRecord(index, Seed).Settings[1];
            Assert.Single(setting.Datasets.Select(dataset => dataset.Seeds.Length).Distinct());
            twoSeeds += setting.Datasets[0].Seeds is [777, 888] ? 1 : 0;
        }
        Assert.InRange(twoSeeds / 400.0, 0.40, 0.55);
    }

    [Fact]
    public void The_losses_of_one_cell_stop()
    {
        DatasetRecord dataset = SyntheticSpace.Topology.CreateRecord(9075, Seed).Settings[1].Datasets[3];
        Assert.All(dataset.Trials, trial =>
        {
            Assert.Equal(68, trial!.TrainLoss!.EndEpoch);
            Assert.Equal(200, trial.TrainTop1!.EndEpoch);
            Assert.Equal([68, null, null], trial.Evaluations.Select(set => set.Loss?.EndEpoch));
        });
    }

    [Fact]
    public void Costs_are_exact_but_for_a_few_cells_whose_seed_888_is_right()
    {
        int wrong = 0;
        int[] codes = TopologyOrder.Codes();
        for (int index = 0; index < 3000; index++)
        {
            ArchitectureRecord record = SyntheticSpace.Topology.CreateRecord(index, Seed);
            NetworkCost cost = NetworkCost.Of(TopologyCell.FromCode(codes[index]), 100, 32);
            Assert.Equal(cost.MultiplyAddsInMillions, record.Settings[0].Datasets[2].Trials[0]!.Flops);
            TrialRecord?[] trials = record.Settings[1].Datasets[2].Trials;
            Assert.Equal((cost.MultiplyAddsInMillions, cost.ParametersInMillions), (trials[1]!.Flops, trials[1]!.Params));
            wrong += trials[0]!.Flops == cost.MultiplyAddsInMillions ? 0 : 1;
        }
        Assert.InRange(wrong, 1, 12);
    }

    [Fact]
    public void Times_are_one_number_and_in_the_official_proportion()
    {
        IReadOnlyList<DatasetRecord> datasets = SyntheticSpace.Topology.CreateRecord(7, Seed).Settings[1].Datasets;
        double epoch = datasets[0].Trials[0]!.TrainTime!.Values[0];
        Assert.All(datasets[0].Trials, trial => Assert.All(trial!.TrainTime!.Values, time => Assert.Equal(epoch, time)));
        Assert.Equal([epoch, epoch * 2, epoch * 2, epoch * 6.068], datasets.Select(dataset => dataset.Trials[0]!.TrainTime!.Values[0]));
    }

    [Fact]
    public void The_union_of_two_sets_has_the_images_of_both_right()
    {
        TrialRecord trial = SyntheticSpace.Topology.CreateRecord(7, Seed).Settings[0].Datasets[2].Trials[0]!;
        for (int epoch = 0; epoch < 12; epoch++)
        {
            double mean = (trial.Evaluations[0].Top1!.Values[epoch] + trial.Evaluations[1].Top1!.Values[epoch]) / 2;
            Assert.Equal(mean, trial.Evaluations[2].Top1!.Values[epoch], 1e-4);
        }
    }
}
