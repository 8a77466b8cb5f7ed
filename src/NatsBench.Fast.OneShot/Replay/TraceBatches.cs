using NatsBench.Fast.OneShot.Training;
using static TorchSharp.torch;

namespace NatsBench.Fast.OneShot.Replay;

/// <summary>The made-up images of traces, by their formulas.</summary>
internal sealed class TraceBatches(Trace trace, ScalarType type, Device device) : IBatches, IDisposable
{
    private const long FirstValid = 1000;

    // A batch lives until the next one of its kind.
    private readonly Batch?[] _held = new Batch?[3];

    public int Steps => trace.Steps;

    public int ValidBatches => trace.ValidBatches.Length;

    private long Size => trace.Settings.BatchSize;

    public Batch Base(int epoch, int index) => Hold(0, 2 * (epoch * (long)Steps + index) * Size, Size);

    public Batch Arch(int epoch, int index) => Hold(1, (2 * (epoch * (long)Steps + index) + 1) * Size, Size);

    public Batch Valid(long position)
    {
        int batch = (int)(position % ValidBatches);
        return Hold(2, FirstValid + batch * Size, trace.ValidBatches[batch]);
    }

    public void Dispose()
    {
        for (int kind = 0; kind < _held.Length; kind++)
            Release(kind);
    }

    /// <summary>The numbers of some samples.</summary>
    /// <param name="first">The first sample.</param>
    /// <param name="count">How many.</param>
    /// <param name="side">Rows and columns of an image.</param>
    /// <param name="classes">Number of classes.</param>
    public static (float[] Images, long[] Labels) Samples(long first, long count, int side, int classes)
    {
        int pixels = 3 * side * side;
        float[] images = new float[checked(count * pixels)];
        long[] labels = new long[count];
        for (long i = 0; i < count; i++)
        {
            long j = first + i;
            for (int p = 0; p < pixels; p++)
                images[i * pixels + p] = (float)(Math.Sin((0.2 + 0.03 * (j % 11)) * p + 1.3 * j) + 0.5 * Math.Cos(0.011 * (1 + j % 7) * p));
            labels[i] = (3 * j + 1) % classes;
        }
        return (images, labels);
    }

    private Batch Hold(int kind, long first, long count)
    {
        Release(kind);
        int side = trace.Settings.ImageSide;
        (float[] images, long[] labels) = Samples(first, count, side, trace.Settings.Classes);
        Batch batch = new(
            tensor(images, [count, 3, side, side]).to(type).to(device).DetachFromDisposeScope(), tensor(labels).to(device).DetachFromDisposeScope());
        _held[kind] = batch;
        return batch;
    }

    private void Release(int kind)
    {
        _held[kind]?.Images.Dispose();
        _held[kind]?.Labels.Dispose();
        _held[kind] = null;
    }
}
