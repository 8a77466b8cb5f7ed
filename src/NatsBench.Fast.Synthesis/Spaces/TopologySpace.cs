using NatsBench.Fast.Model;
using NatsBench.Fast.Records;
using NatsBench.Fast.Synthesis.Curves;
using NatsBench.Fast.Synthesis.Measures;
using NatsBench.Fast.Synthesis.Noise;

namespace NatsBench.Fast.Synthesis.Spaces;

/// <summary>The topology space as the official archive holds it, quirks included.</summary>
internal sealed class TopologySpace : SyntheticSpace
{
    // The one cell whose losses on ImageNet16-120 stop, in the official archive, at this epoch of 200.
    private const int CellWithoutLosses = 9075, LossesEndAt = 68;

    // 7,456 of the 15,625 official cells were trained with two seeds only.
    private const double TwoSeedShare = 7456.0 / TopologyCell.Count;

    // How many cells carry another network's cost under seed 777 after 200 epochs.
    private const double WrongCostShare = 1e-3;

    // The parts that noise keys of this space are made of.
    private const int CellKey = 0, FunctionKey = 1, TrialKey = 2;

    private static readonly int[] ShortSeeds = [111];
    private static readonly int[] ValidationSeeds = [111, 777];
    private static readonly int[] TwoSeeds = [777, 888];
    private static readonly int[] ThreeSeeds = [777, 888, 999];

    private readonly Lazy<TopologyCell[]> _cells = new(() => [.. TopologyOrder.Codes().Select(TopologyCell.FromCode)]);
    private readonly Lazy<string[]> _texts;

    public TopologySpace() => _texts = new(() => [.. _cells.Value.Select(cell => cell.ToString())]);

    public override SearchSpace Space => SearchSpace.Topology;

    public override string ModelId => "tss-surrogate 1";

    public override IReadOnlyList<string> Architectures => _texts.Value;

    private protected override ArchitectureRecord Create(int index, long seed, TableContents contents)
    {
        TopologyCell cell = _cells.Value[index];
        NoiseKey space = NoiseKey.Root(seed).With(Space.ShortName());
        NoiseKey noise = space.With(CellKey).With(index);
        var accuracy = new TopologyAccuracy(cell, space.With(FunctionKey));
        TrialCost[] costs = TopologyCosts.Of(cell, noise);
        // A whole cell lacks the third seed, on all datasets.
        int[] longSeeds = noise.Uniform(10) < TwoSeedShare ? TwoSeeds : ThreeSeeds;
        TopologyCell wrongCell = noise.Uniform(11) < WrongCostShare ? _cells.Value[(int)(noise.Uniform(12) * TopologyCell.Count)] : cell;
        ConfigEntry[][] configs = [.. TrainingSet.All.Select(set => Config(_texts.Value[index], set.Classes))];

        TrialRecord Trial(SettingPlan setting, TrainingSet set, int trialSeed)
        {
            NoiseKey trial = noise.With(TrialKey).With(setting.Number).With(set.Number).With(trialSeed);
            NetworkCost stated = setting == SettingPlan.Epochs200 && trialSeed == 777
                ? NetworkCost.Of(wrongCell, set.Classes, set.ImageSide)
                : costs[set.Number].Network;
            var plan = new TrialPlan
            {
                Setting = setting,
                Set = set,
                Seed = trialSeed,
                Cost = costs[set.Number],
                Config = configs[set.Number],
                Finals = accuracy.Finals(setting, set, trial),
                Noise = trial,
                Contents = contents,
                LossesEndAt = index == CellWithoutLosses && setting == SettingPlan.Epochs200 && set == TrainingSet.ImageNet16 ? LossesEndAt : null,
            };
            return TrialMaker.Make(plan, stated.MultiplyAddsInMillions, stated.ParametersInMillions);
        }

        return new ArchitectureRecord(index, _texts.Value[index],
        [
            SettingMaker.Make(SettingPlan.Epochs12, set => set == TrainingSet.Cifar10Valid ? ValidationSeeds : ShortSeeds, Trial),
            SettingMaker.Make(SettingPlan.Epochs200, _ => longSeeds, Trial),
        ]);
    }

    private static ConfigEntry[] Config(string architecture, int classes) =>
        [new("channel", 16L), new("num_cells", 5L), new("arch_str", architecture), new("class_num", (long)classes)];
}
