namespace NatsBench.Fast.Models.Graph;

/// <summary>What flows along an edge of a network for one image; a batch puts its size in front.</summary>
/// <param name="Channels">Number of channels, the slowest axis.</param>
/// <param name="Height">Rows; 1 after global pooling, where the value is a vector of <paramref name="Channels"/>.</param>
/// <param name="Width">Columns; 1 after global pooling.</param>
public readonly record struct TensorShape(int Channels, int Height, int Width)
{
    /// <summary>Channels, rows and columns, such as <c>16x32x32</c>.</summary>
    public override string ToString() => $"{Channels}x{Height}x{Width}";
}
