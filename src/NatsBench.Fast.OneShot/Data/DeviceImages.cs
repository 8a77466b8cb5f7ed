using NatsBench.Fast.Data;
using NatsBench.Fast.Model;
using NatsBench.Fast.OneShot.Engine;
using TorchSharp;
using static TorchSharp.torch;

namespace NatsBench.Fast.OneShot.Data;

/// <summary>
/// Images on the device, as bytes, brought there once; batches are gathered, augmented and normalised where they lie. What a batch holds is, number for number,
/// what torchvision's transforms make (<see cref="NatsBench.Fast.Data.Transforms.ImageTransform"/> is the definition). Used by one thread.
/// </summary>
internal sealed class DeviceImages : IDisposable
{
    private readonly Tensor _pixels;
    private readonly Tensor _labels;
    private readonly Tensor _means;
    private readonly Tensor _deviations;
    private readonly Tensor _places;
    private readonly ScalarType _precision;
    private readonly int _side;
    private readonly int _padding;

    /// <param name="images">The images.</param>
    /// <param name="statistics">How they are normalised.</param>
    /// <param name="device">Where they go.</param>
    /// <param name="precision">The type of a batch's numbers.</param>
    public DeviceImages(ImageSet images, ImageStatistics statistics, Device device, ScalarType precision)
    {
        (_precision, _side, _padding, Count) = (precision, images.Side, images.Side / 8, images.Count);
        using DisposeScope scope = NewDisposeScope();
        using Tensor pixels = frombuffer(images.Pixels.ToArray(), ScalarType.Byte), labels = tensor(images.Labels.ToArray(), ScalarType.Int64);
        _pixels = pixels.view(images.Count, 3, _side, _side).to(device, copy: true).DetachFromDisposeScope();
        _labels = labels.to(device, copy: true).DetachFromDisposeScope();
        _means = tensor(statistics.Means.ToArray()).view(1, 3, 1, 1).to(device, copy: true).DetachFromDisposeScope();
        _deviations = tensor(statistics.Deviations.ToArray()).view(1, 3, 1, 1).to(device, copy: true).DetachFromDisposeScope();
        _places = arange(_side, ScalarType.Int64, device).DetachFromDisposeScope();
    }

    /// <summary>How many images there are.</summary>
    public int Count { get; }

    /// <summary>The classes of some images.</summary>
    public Tensor Labels(Tensor indices) => _labels.index_select(0, indices);

    /// <summary>Some images as the evaluation has them.</summary>
    public Tensor Plain(Tensor indices)
    {
        using DisposeScope scope = NewDisposeScope();
        return Normalised(_pixels.index_select(0, indices)).MoveToOuterDisposeScope();
    }

    /// <summary>Some images as the training has them.</summary>
    /// <param name="indices">Which, [B] int64.</param>
    /// <param name="mirrored">1 for those that are mirrored, else 0, [B] int64.</param>
    /// <param name="down">By how many rows the window is moved down, 0 to twice the padding, [B] int64.</param>
    /// <param name="right">By how many columns it is moved to the right, likewise.</param>
    public Tensor Augmented(Tensor indices, Tensor mirrored, Tensor down, Tensor right)
    {
        using DisposeScope scope = NewDisposeScope();
        long batch = indices.shape[0], padded = _side + 2 * _padding;
        // A mirrored image that is padded is the padded image, mirrored: its columns are counted from the other end.
        Tensor columns = right.unsqueeze(1).Plus(_places);
        columns = where(mirrored.unsqueeze(1).to(@bool), tensor(padded - 1) - columns, columns);
        Tensor rows = down.unsqueeze(1).Plus(_places);
        Tensor window = columns.unsqueeze(1).Plus(rows.unsqueeze(2), padded).view(batch, 1, _side * _side).expand(batch, 3, _side * _side);
        Tensor black = nn.functional.pad(_pixels.index_select(0, indices), [_padding, _padding, _padding, _padding]);
        return Normalised(black.view(batch, 3, padded * padded).gather(2, window).view(batch, 3, _side, _side)).MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
        foreach (Tensor tensor in (Tensor[])[_pixels, _labels, _means, _deviations, _places])
            tensor.Dispose();
    }

    // In float32 whatever the precision: PyTorch's order of operations.
    private Tensor Normalised(Tensor pixels) => pixels.to(float32).OverInPlace(255).sub_(_means).div_(_deviations).to(_precision);
}
