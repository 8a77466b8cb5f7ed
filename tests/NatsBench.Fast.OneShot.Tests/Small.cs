using NatsBench.Fast.OneShot.Randomness;
using NatsBench.Fast.OneShot.Training;
using TorchSharp;

namespace NatsBench.Fast.OneShot.Tests;

/// <summary>Searches small enough for tests.</summary>
internal static class Small
{
    public static SearchSettings Settings(OneShotAlgorithm algorithm, SearchVariant variant = SearchVariant.Paper) => new()
    {
        Algorithm = algorithm,
        Variant = variant,
        ImageSide = 8,
        Channels = 4,
        CellsPerStage = 1,
        Epochs = 2,
        BatchSize = 4,
        Candidates = 3,
        Controller = new ControllerSettings { Updates = 2, Samples = 2 },
        Precision = SearchPrecision.F64,
        // Large enough to be seen after a few steps.
        ArchLearningRate = 0.05,
    };

    public static SupernetSearch Search(SearchSettings settings) => new(settings, new TestBatches(settings), new SeededDraws(7), torch.CPU);
}
