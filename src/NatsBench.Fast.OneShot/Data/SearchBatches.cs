using NatsBench.Fast.Model;
using NatsBench.Fast.OneShot.Training;
using static TorchSharp.torch;

namespace NatsBench.Fast.OneShot.Data;

/// <summary>
/// The batches of a search: pairs of a training image and a random validation image, each augmented, and validation batches as they are. What lies in which batch
/// follows from the seed and its place alone, so a run that goes on needs nothing kept. An epoch's order and augmentations are drawn and brought to the device
/// when the epoch begins. Used by one thread.
/// </summary>
public sealed class SearchBatches : IBatches, IDisposable
{
    /// <summary>Images of a validation batch, as in the original.</summary>
    public const int ValidBatch = 512;

    private const int Channels = 8;

    private readonly DeviceImages _train;
    private readonly DeviceImages _valid;
    private readonly Device _device;
    private readonly int _batch;
    private readonly int _validBatch;
    private readonly ulong _seed;
    private readonly int _padding;
    private readonly Batch?[] _given = new Batch?[3];
    private Tensor? _epoch;
    private int _epochNumber = -1;
    private Tensor? _validOrder;
    private long _validRound = -1;

    /// <summary>Brings images to a device.</summary>
    /// <param name="images">The images.</param>
    /// <param name="batch">Images of a training batch, at least 1; the last of an epoch may have fewer.</param>
    /// <param name="seed">What orders and augmentations follow from.</param>
    /// <param name="device">The device.</param>
    /// <param name="precision">The type of a batch's numbers.</param>
    /// <param name="limit">The most batches of an epoch, and of a round over the validation images; null for all.</param>
    /// <param name="validBatch">Images of a validation batch.</param>
    public SearchBatches(SearchImages images, int batch, ulong seed, Device device, ScalarType precision = ScalarType.Float32, int? limit = null, int validBatch = ValidBatch)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batch);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(validBatch);
        (_batch, _validBatch, _seed, _device, _padding) = (batch, validBatch, seed, device, images.Train.Side / 8);
        ImageStatistics statistics = ImageStatistics.Of(images.Dataset);
        _train = new DeviceImages(images.Train, statistics, device, precision);
        _valid = new DeviceImages(images.Valid, statistics, device, precision);
        Steps = int.Min((_train.Count + batch - 1) / batch, limit ?? int.MaxValue);
        ValidBatches = int.Min((_valid.Count + validBatch - 1) / validBatch, limit ?? int.MaxValue);
    }

    /// <inheritdoc/>
    public int Steps { get; }

    /// <inheritdoc/>
    public int ValidBatches { get; }

    /// <inheritdoc/>
    public Batch Base(int epoch, int index) => Augmented(0, _train, Drawn(epoch, index), first: 0);

    /// <inheritdoc/>
    public Batch Arch(int epoch, int index) => Augmented(1, _valid, Drawn(epoch, index), first: Channels / 2);

    /// <inheritdoc/>
    public Batch Valid(long position)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        (long round, long place) = Math.DivRem(position, ValidBatches);
        if (round != _validRound)
        {
            _validOrder?.Dispose();
            _validOrder = tensor(Order(Stream(3, round), _valid.Count), ScalarType.Int64, _device).DetachFromDisposeScope();
            _validRound = round;
        }
        using Tensor indices = _validOrder![TensorIndex.Slice(place * _validBatch, long.Min((place + 1) * _validBatch, _valid.Count))];
        return Give(2, _valid.Plain(indices), _valid.Labels(indices));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        for (int kind = 0; kind < _given.Length; kind++)
            Take(kind);
        _epoch?.Dispose();
        _validOrder?.Dispose();
        _train.Dispose();
        _valid.Dispose();
    }

    private Batch Augmented(int kind, DeviceImages images, Tensor drawn, int first)
    {
        using (drawn)
        using (Tensor indices = drawn[first], mirrored = drawn[first + 1], down = drawn[first + 2], right = drawn[first + 3])
            return Give(kind, images.Augmented(indices, mirrored, down, right), images.Labels(indices));
    }

    // A batch lives until the next of its kind, whatever scope it is asked for in.
    private Batch Give(int kind, Tensor images, Tensor labels)
    {
        Take(kind);
        Batch batch = new(images.DetachFromDisposeScope(), labels.DetachFromDisposeScope());
        _given[kind] = batch;
        return batch;
    }

    private void Take(int kind)
    {
        _given[kind]?.Images.Dispose();
        _given[kind]?.Labels.Dispose();
        _given[kind] = null;
    }

    // Image, mirror, row and column of the training image, then of the validation image: [8, B].
    private Tensor Drawn(int epoch, int step)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)step, (uint)Steps, nameof(step));
        if (epoch != _epochNumber)
        {
            _epoch?.Dispose();
            _epoch = tensor(Draw(epoch), ScalarType.Int64, _device).view(Channels, _train.Count).DetachFromDisposeScope();
            _epochNumber = epoch;
        }
        return _epoch![TensorIndex.Colon, TensorIndex.Slice((long)step * _batch, long.Min((step + 1L) * _batch, _train.Count))];
    }

    private long[] Draw(int epoch)
    {
        int count = _train.Count;
        long[] drawn = new long[Channels * count];
        Order(Stream(0, epoch), count).CopyTo(drawn, 0);
        SplitMix64 partners = Stream(1, epoch), augmentations = Stream(2, epoch);
        for (int i = 0; i < count; i++)
        {
            drawn[Channels / 2 * count + i] = partners.NextIndex(_valid.Count);
            for (int half = 0; half < 2; half++)
            {
                int first = (half * Channels / 2 + 1) * count + i;
                drawn[first] = augmentations.NextIndex(2);
                drawn[first + count] = augmentations.NextIndex(2 * _padding + 1);
                drawn[first + 2 * count] = augmentations.NextIndex(2 * _padding + 1);
            }
        }
        return drawn;
    }

    private static long[] Order(SplitMix64 random, int count)
    {
        long[] order = new long[count];
        for (int i = 0; i < count; i++)
            order[i] = i;
        for (int i = count - 1; i > 0; i--)
        {
            int other = random.NextIndex(i + 1);
            (order[i], order[other]) = (order[other], order[i]);
        }
        return order;
    }

    // One stream for each purpose and epoch: neighbouring ones share nothing.
    private SplitMix64 Stream(ulong purpose, long epoch) => new(SplitMix64.At(SplitMix64.At(_seed, purpose), (ulong)epoch));
}
