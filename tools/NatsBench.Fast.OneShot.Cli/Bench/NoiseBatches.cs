using NatsBench.Fast.OneShot.Training;
using TorchSharp;

namespace NatsBench.Fast.OneShot.Cli.Bench;

/// <summary>The same few images of noise again and again: what a step costs without its data.</summary>
internal sealed class NoiseBatches : IBatches, IDisposable
{
    private readonly Batch _base;
    private readonly Batch _arch;

    public NoiseBatches(SearchSettings settings, torch.Device device) => (_base, _arch) = (Make(settings, device), Make(settings, device));

    public int Steps => int.MaxValue;

    public int ValidBatches => 1;

    public Batch Base(int epoch, int index) => _base;

    public Batch Arch(int epoch, int index) => _arch;

    public Batch Valid(long position) => _base;

    public void Dispose()
    {
        foreach (Batch batch in (Batch[])[_base, _arch])
        {
            batch.Images.Dispose();
            batch.Labels.Dispose();
        }
    }

    private static Batch Make(SearchSettings settings, torch.Device device) => new(
        torch.randn(settings.BatchSize, 3, settings.ImageSide, settings.ImageSide, settings.Precision.Type(), device).DetachFromDisposeScope(),
        torch.randint(0, settings.Classes, settings.BatchSize, torch.ScalarType.Int64, device).DetachFromDisposeScope());
}
