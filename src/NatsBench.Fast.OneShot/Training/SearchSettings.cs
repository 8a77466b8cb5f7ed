using NatsBench.Fast.Model;

namespace NatsBench.Fast.OneShot.Training;

/// <summary>Everything that a search is told; with its data and draws it decides every number. Equal when all settings are.</summary>
public sealed record SearchSettings
{
    /// <summary>Which search.</summary>
    public required OneShotAlgorithm Algorithm { get; init; }

    /// <summary>How closely it follows the original.</summary>
    public SearchVariant Variant { get; init; }

    /// <summary>Number of classes.</summary>
    public int Classes { get; init; } = 10;

    /// <summary>Rows and columns of an image.</summary>
    public int ImageSide { get; init; } = 32;

    /// <summary>Channels of the first stage; the size space has 64 everywhere, and does not ask.</summary>
    public int Channels { get; init; } = 16;

    /// <summary>Cells a stage; the size space has one, and does not ask.</summary>
    public int CellsPerStage { get; init; } = 5;

    /// <summary>Epochs of the whole search.</summary>
    public int Epochs { get; init; } = 100;

    /// <summary>Images of a step: as many for the weights as for the architecture.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Images of a batch that candidates are scored on.</summary>
    public int ValidBatchSize { get; init; } = 512;

    /// <summary>The seed of the first weights; draws have their own generator.</summary>
    public long Seed { get; init; } = 777;

    /// <summary>Learning rate of the weights at the first epoch.</summary>
    public double LearningRate { get; init; } = 0.025;

    /// <summary>Learning rate that the cosine falls to.</summary>
    public double LeastLearningRate { get; init; } = 0.001;

    /// <summary>Momentum of the weights' optimiser.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>Whether it is Nesterov's.</summary>
    public bool Nesterov { get; init; } = true;

    /// <summary>Weight decay of the weights.</summary>
    public double WeightDecay { get; init; } = 5e-4;

    /// <summary>Learning rate of the architecture's Adam, or of the controller's.</summary>
    public double ArchLearningRate { get; init; } = 3e-4;

    /// <summary>Adam's first decay.</summary>
    public double ArchBeta1 { get; init; } = 0.5;

    /// <summary>Adam's second decay.</summary>
    public double ArchBeta2 { get; init; } = 0.999;

    /// <summary>Adam's epsilon.</summary>
    public double ArchEpsilon { get; init; } = 1e-8;

    /// <summary>Weight decay of the architecture's Adam, added to the gradient.</summary>
    public double ArchWeightDecay { get; init; } = 1e-3;

    /// <summary>Temperature of the first epoch, where there is one.</summary>
    public double TauMax { get; init; } = 10;

    /// <summary>Temperature of the last epoch.</summary>
    public double TauMin { get; init; } = 0.1;

    /// <summary>Part of the epochs, 0 to 1, in which a search of the size space leaves the architecture alone; null for none.</summary>
    public double? WarmUp { get; init; }

    /// <summary>Candidates scored after each epoch by RSPS, SETN and ENAS.</summary>
    public int Candidates { get; init; } = 100;

    /// <summary>How ENAS's controller learns.</summary>
    public ControllerSettings Controller { get; init; } = new();

    /// <summary>The numbers that are computed with.</summary>
    public SearchPrecision Precision { get; init; }

    /// <summary>The space that is searched.</summary>
    public SearchSpace Space => Algorithm.Space();

    /// <summary>The settings behind the paper's figures, with the warm-up of its size space.</summary>
    /// <param name="algorithm">Which search.</param>
    /// <param name="dataset">cifar10, cifar100 or ImageNet16-120.</param>
    /// <exception cref="NatsBenchException">Another data set.</exception>
    public static SearchSettings Paper(OneShotAlgorithm algorithm, Dataset dataset)
    {
        (int classes, int side) = dataset.Name switch
        {
            "cifar10" => (10, 32),
            "cifar100" => (100, 32),
            "ImageNet16-120" => (120, 16),
            _ => throw new NatsBenchException($"no weight-sharing search is defined on '{dataset}'; cifar10, cifar100 and ImageNet16-120 are"),
        };
        SearchSettings settings = new()
        {
            Algorithm = algorithm,
            Classes = classes,
            ImageSide = side,
            WarmUp = algorithm.Space() == SearchSpace.Size ? 0.3 : null,
        };
        return algorithm switch
        {
            OneShotAlgorithm.Enas => settings with { ArchLearningRate = 1e-3, ArchWeightDecay = 0, ArchEpsilon = 1e-3 },
            OneShotAlgorithm.MaskSampling => settings with { ArchWeightDecay = 0 },
            _ => settings,
        };
    }

    /// <summary>Refuses what no search can run with.</summary>
    /// <exception cref="NatsBenchException">A setting is out of its range; the message names it.</exception>
    public void Validate()
    {
        Require(Algorithm.Variants().Contains(Variant), $"{Algorithm.OfficialName()} has no variant '{Variant}'");
        RequireWithin(nameof(Classes), Classes, 1, 100_000);
        // The last of three stages has a quarter of the rows.
        RequireWithin(nameof(ImageSide), ImageSide, 4, 1024);
        Require(ImageSide % 4 == 0, $"{nameof(ImageSide)} of {ImageSide} is no multiple of 4, and is halved twice");
        RequireWithin(nameof(Channels), Channels, 1, 1024);
        RequireWithin(nameof(CellsPerStage), CellsPerStage, 1, 100);
        RequireWithin(nameof(Epochs), Epochs, 1, 1_000_000);
        RequireWithin(nameof(BatchSize), BatchSize, 1, 1 << 20);
        RequireWithin(nameof(ValidBatchSize), ValidBatchSize, 1, 1 << 20);
        RequireWithin(nameof(Candidates), Candidates, 1, TopologyCell.Count);
        RequireWithin("Controller.Updates", Controller.Updates, 1, 1_000_000);
        RequireWithin("Controller.Samples", Controller.Samples, 1, 1_000_000);
        RequireRate(nameof(LearningRate), LearningRate, double.MaxValue);
        RequireRate(nameof(LeastLearningRate), LeastLearningRate, double.MaxValue);
        RequireRate(nameof(Momentum), Momentum, 1);
        RequireRate(nameof(WeightDecay), WeightDecay, double.MaxValue);
        RequireRate(nameof(ArchLearningRate), ArchLearningRate, double.MaxValue);
        RequireRate(nameof(ArchEpsilon), ArchEpsilon, double.MaxValue);
        RequireRate(nameof(ArchWeightDecay), ArchWeightDecay, double.MaxValue);
        Require(ArchBeta1 is >= 0 and < 1 && ArchBeta2 is >= 0 and < 1, $"Adam's decays of {ArchBeta1} and {ArchBeta2} are not 0 or more and below 1");
        Require(double.IsFinite(TauMax) && double.IsFinite(TauMin) && TauMin > 0 && TauMax > 0, $"temperatures of {TauMax} and {TauMin} are not above 0");
        RequireRate(nameof(WarmUp), WarmUp ?? 0, 1);
        Require(WarmUp is null || Space == SearchSpace.Size, $"{Algorithm.OfficialName()} has no warm-up; searches of the size space have");
        RequireRate("Controller.BaselineDecay", Controller.BaselineDecay, 1);
        RequireRate("Controller.EntropyWeight", Controller.EntropyWeight, double.MaxValue);
        RequireRate("Controller.Clip", Controller.Clip, double.MaxValue);
    }

    private static void RequireWithin(string name, int value, int least, int most) =>
        Require(value >= least && value <= most, $"{name} of {value} is not {least} to {most}");

    private static void RequireRate(string name, double value, double most) =>
        Require(value >= 0 && value <= most && double.IsFinite(value), $"{name} of {value} is not {(most == 1 ? "0 to 1" : "a number of 0 or more")}");

    private static void Require(bool holds, string fault)
    {
        if (!holds)
            throw new NatsBenchException(fault);
    }
}
