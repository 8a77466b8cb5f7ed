using NatsBench.Fast.Model;
using NatsBench.Fast.Records;
using NatsBench.Fast.Synthesis.Curves;
using NatsBench.Fast.Synthesis.Measures;
using NatsBench.Fast.Synthesis.Noise;

namespace NatsBench.Fast.Synthesis.Spaces;

/// <summary>The size space as the official archive holds it.</summary>
internal sealed class SizeSpace : SyntheticSpace
{
    private const string Genotype = "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_3x3~1|nor_conv_3x3~2|";

    // The parts that noise keys of this space are made of.
    private const int NetworkKey = 0, TrialKey = 1;

    private static readonly int[] OneSeed = [777];
    private static readonly int[] ThreeSeeds = [777, 888, 999];

    private readonly Lazy<string[]> _texts = new(() => [.. Enumerable.Range(0, SizeNetwork.Count).Select(code => SizeNetwork.FromCode(code).ToString())]);

    public override SearchSpace Space => SearchSpace.Size;

    public override string ModelId => "sss-power-law 1";

    public override IReadOnlyList<string> Architectures => _texts.Value;

    private protected override ArchitectureRecord Create(int index, long seed, TableContents contents)
    {
        SizeNetwork network = SizeNetwork.FromCode(index);
        NoiseKey noise = NoiseKey.Root(seed).With(Space.ShortName()).With(NetworkKey).With(index);
        var accuracy = new SizeAccuracy(network, noise);
        TrialCost[] costs = SizeCosts.Of(network, noise);
        ConfigEntry[][] configs = [.. TrainingSet.All.Select(set => Config(_texts.Value[index], set.Classes))];

        TrialRecord Trial(SettingPlan setting, TrainingSet set, int trialSeed)
        {
            NoiseKey trial = noise.With(TrialKey).With(setting.Number).With(set.Number).With(trialSeed);
            NetworkCost cost = costs[set.Number].Network;
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
            };
            return TrialMaker.Make(plan, cost.MultiplyAddsInMillions, cost.ParametersInMillions);
        }

        return new ArchitectureRecord(index, _texts.Value[index],
        [
            SettingMaker.Make(SettingPlan.Epochs01, _ => OneSeed, Trial),
            SettingMaker.Make(SettingPlan.Epochs12, _ => ThreeSeeds, Trial),
            SettingMaker.Make(SettingPlan.Epochs90, _ => OneSeed, Trial),
        ]);
    }

    private static ConfigEntry[] Config(string architecture, int classes) =>
    [
        new("name", "infer.shape.tiny"), new("channels", architecture), new("arch_str", architecture), new("genotype", Genotype),
        new("class_num", (long)classes),
    ];
}
