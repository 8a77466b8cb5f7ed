using NatsBench.Fast.OneShot.Replay;
using NatsBench.Fast.OneShot.Training;
using TorchSharp;

namespace NatsBench.Fast.OneShot.Tests;

/// <summary>A few made-up images, all on the processor.</summary>
internal sealed class TestBatches : IBatches
{
    private const int ValidSize = 5;

    private readonly SearchSettings _settings;
    private readonly Dictionary<long, Batch> _made = [];

    public TestBatches(SearchSettings settings) => _settings = settings;

    public int Steps { get; init; } = 3;

    public int ValidBatches => 2;

    public Batch Base(int epoch, int index) => Make(2 * (epoch * Steps + index), _settings.BatchSize);

    public Batch Arch(int epoch, int index) => Make(2 * (epoch * Steps + index) + 1, _settings.BatchSize);

    public Batch Valid(long position) => Make(1000 + position % ValidBatches, ValidSize);

    private Batch Make(long number, int size)
    {
        if (_made.TryGetValue(number, out Batch known))
            return known;
        (float[] images, long[] labels) = TraceBatches.Samples(number * 10, size, _settings.ImageSide, _settings.Classes);
        Batch batch = new(
            torch.tensor(images, [size, 3, _settings.ImageSide, _settings.ImageSide]).to(_settings.Precision.Type()).DetachFromDisposeScope(),
            torch.tensor(labels).DetachFromDisposeScope());
        _made.Add(number, batch);
        return batch;
    }
}
