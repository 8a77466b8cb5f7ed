namespace NatsBench.Fast.Models.Graph;

/// <summary>The square window that a convolution or a pooling moves over rows and columns alike.</summary>
/// <param name="Size">Rows, and columns, of the window.</param>
/// <param name="Stride">Pixels from one window to the next.</param>
/// <param name="Padding">Pixels added on each of the four sides.</param>
public readonly record struct Window(int Size, int Stride, int Padding)
{
    /// <summary>What is left of an image's rows and columns, with other channels; null where not one window fits.</summary>
    internal TensorShape? Over(TensorShape input, int channels)
    {
        int height = Windows(input.Height), width = Windows(input.Width);
        return height > 0 && width > 0 ? new TensorShape(channels, height, width) : null;
    }

    // The division is rounded down, as in PyTorch; a side shorter than the window has none.
    private int Windows(int side) => side + 2 * Padding < Size ? 0 : (side + 2 * Padding - Size) / Stride + 1;
}
