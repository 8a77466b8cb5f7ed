using System.Runtime.Intrinsics;

namespace NatsBench.Fast.OneShot.Engine.Winograd;

/// <summary>
/// A 3x3 convolution of stride 1 with a border of zeros, and how Winograd's F(2x2, 3x3) goes through it: outputs in tiles of 2x2 pixels, each from 4x4 inputs
/// by sixteen products, one a <em>place</em> of the tile, where nine times four would be.
/// </summary>
/// <param name="Images">Images of a batch.</param>
/// <param name="Rows">Rows of an image.</param>
/// <param name="Columns">Columns of an image.</param>
internal readonly record struct TilePlan(int Images, int Rows, int Columns)
{
    /// <summary>Products of a tile.</summary>
    public const int Places = 16;

    /// <summary>Tiles that are transformed and multiplied at once: what comes of them stays in the second cache.</summary>
    public const int Block = 48;

    /// <summary>Tiles below each other.</summary>
    public int TileRows => (Rows + 1) / 2;

    /// <summary>Tiles beside each other.</summary>
    public int TileColumns => (Columns + 1) / 2;

    /// <summary>Tiles of an image.</summary>
    public int Tiles => TileRows * TileColumns;

    /// <summary>Rows of an image with its border, a whole number of tiles.</summary>
    public int PaddedRows => 2 * TileRows + 2;

    /// <summary>Columns of an image with its border, a whole number of tiles.</summary>
    public int PaddedColumns => 2 * TileColumns + 2;

    /// <summary>Images that are looked at together, so that small ones fill a block.</summary>
    public int Group => Math.Max(1, Block / Tiles);

    /// <summary>The image of a tile, and its first pixel.</summary>
    public (int Image, int Row, int Column) Place(int tile)
    {
        (int image, int inside) = Math.DivRem(tile, Tiles);
        (int row, int column) = Math.DivRem(inside, TileColumns);
        return (image, 2 * row, 2 * column);
    }

    /// <summary>Numbers of a row of channels, a whole number of vectors.</summary>
    public static int Padded<T>(int channels) where T : unmanaged => (channels + Vector512<T>.Count - 1) / Vector512<T>.Count * Vector512<T>.Count;
}
