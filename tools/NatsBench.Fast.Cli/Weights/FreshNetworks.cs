using System.Globalization;
using NatsBench.Fast.Conversion.Weights;
using NatsBench.Fast.Inference.Latency;
using NatsBench.Fast.Model;
using NatsBench.Fast.Models.Initialisation;

namespace NatsBench.Fast.Cli.Weights;

/// <summary>Networks that were never trained, as PyTorch makes them from a seed.</summary>
internal sealed class FreshNetworks : NetworkSource
{
    private readonly SpaceArchitectures _space;
    private readonly long _seed;
    private readonly IReadOnlyList<Dataset> _datasets;

    /// <param name="space">The space.</param>
    /// <param name="seed">Seed of the initialisation.</param>
    /// <param name="choice">What they are for: a network has as many classes as its dataset.</param>
    /// <param name="choose">Chooses among the architectures of a place.</param>
    public FreshNetworks(SearchSpace space, long seed, WeightChoice choice, Func<IReadOnlyList<int>, string, IReadOnlyList<int>> choose)
    {
        if (choice.Settings.Count + choice.Seeds.Count > 0)
            throw new NatsBenchException("--hp and --seed choose trainings, and fresh networks have none; --init-seed is their seed");
        _space = new SpaceArchitectures(space);
        _seed = seed;
        _datasets = choice.Datasets is [] ? [Dataset.Cifar10] : choice.Datasets;
        foreach (Dataset dataset in _datasets)
            _ = ImageStatistics.Of(dataset);
        Path = $"the {space.OfficialName()} space";
        Architectures = choose([.. Enumerable.Range(0, _space.Count)], Path);
    }

    public override string Path { get; }

    public override string Choice => string.Join("/", _datasets);

    public override IReadOnlyList<int> Architectures { get; }

    public override IReadOnlyList<ChosenNetwork> Of(int architecture) => [.. _datasets.Select(dataset => new ChosenNetwork(
        Name(architecture, dataset), _space[architecture], dataset, () => _space.Network(architecture, ImageStatistics.Of(dataset).Classes).Initialise(_seed))
    {
        Architecture = architecture,
        Weights = string.Create(CultureInfo.InvariantCulture, $"initialisation {_seed}"),
    })];

    public override IReadOnlyList<string> Names(int architecture) => [.. _datasets.Select(dataset => Name(architecture, dataset))];

    private string Name(int architecture, Dataset dataset) => string.Create(CultureInfo.InvariantCulture, $"{architecture:D6}-fresh-{dataset}-{_seed}");
}
