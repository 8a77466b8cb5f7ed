using NatsBench.Fast.Conversion.Weights;
using NatsBench.Fast.Models.Weights;

namespace NatsBench.Fast.Cli.Weights;

/// <summary>Trained networks of an archive or a store.</summary>
internal sealed class StoredNetworks(WeightSource weights, WeightChoice choice, IReadOnlyList<int> architectures) : NetworkSource
{
    private const int MostShown = 8;

    private readonly string _name = LastPart(weights.Path);

    public override string Path => weights.Path;

    public override string Choice => choice.ToString();

    public override IReadOnlyList<int> Architectures => architectures;

    public override IReadOnlyList<ChosenNetwork> Of(int architecture)
    {
        WeightSource.Networks networks = weights.Of(architecture);
        return [.. networks.Trainings.Where(choice.Takes).Select(training => new ChosenNetwork(Name(training), networks.Text(), training.Dataset, () => Load(networks, training))
        {
            Architecture = architecture,
            Setting = training.Setting,
            Seed = training.Seed,
            Weights = _name,
        })];
    }

    public override IReadOnlyList<string>? Names(int architecture) => choice.Datasets.Count == 0 || choice.Settings.Count == 0 || choice.Seeds.Count == 0 ? null :
    [
        .. from setting in choice.Settings from dataset in choice.Datasets from seed in choice.Seeds
           select Name(new TrainingKey(architecture, setting, dataset, seed)),
    ];

    public override string Others(int architecture)
    {
        IReadOnlyList<TrainingKey> others = weights.Of(architecture).Trainings;
        return others.Count == 0 ? $"; {WeightArchive.WhichHaveWeights}"
            : $"; architecture {architecture} has those of {string.Join("; ", others.Take(MostShown).Select(one => $"hp {one.Setting}, {one.Dataset}, seed {one.Seed}"))}"
                + (others.Count > MostShown ? "; …" : "");
    }

    public override void Dispose()
    {
        weights.Dispose();
        base.Dispose();
    }

    private TrainedNetwork Load(WeightSource.Networks networks, TrainingKey training) =>
        Load(networks.Text(), training.Dataset, networks.Read(training), $"{weights.Path}: {training}");
}
