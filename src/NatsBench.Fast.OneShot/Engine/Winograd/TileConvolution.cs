using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NatsBench.Fast.OneShot.Engine.Winograd;

/// <summary>
/// 3x3 convolutions of stride 1 with a border of zeros by Winograd's F(2x2, 3x3), and their gradients, on images whose channels lie beside each other. What
/// they add is what the plain sum adds, with 16 products where that has 36. One thread; memory of <see cref="TileWorkspace{T}"/>.
/// </summary>
internal static class TileConvolution
{
    /// <summary>Whether the processor has what this is written for.</summary>
    public static bool IsSupported => Vector512.IsHardwareAccelerated;

    /// <summary>Numbers of transformed weights.</summary>
    public static int PlanesLength<T>(int inputs, int outputs) where T : unmanaged => TilePlan.Places * Plane<T>(inputs, outputs);

    /// <summary>Transforms weights [outputs, inputs, 3, 3] for <see cref="Apply{T}"/>.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="inputs">Channels that the convolution reads.</param>
    /// <param name="outputs">Channels that it gives.</param>
    /// <param name="isTurned">Whether they are applied to outputs' gradients, to give those of the inputs.</param>
    /// <param name="planes">Takes them: for each place of a tile [inputs, outputs], turned [outputs, inputs].</param>
    public static void Prepare<T>(ReadOnlySpan<T> weights, int inputs, int outputs, bool isTurned, Span<T> planes) where T : unmanaged, IFloatingPoint<T>
    {
        (int read, int given) = isTurned ? (outputs, inputs) : (inputs, outputs);
        int width = TilePlan.Padded<T>(given), plane = Plane<T>(read, given);
        planes.Clear();
        for (int output = 0; output < outputs; output++)
            for (int input = 0; input < inputs; input++)
            {
                (int from, int to) = isTurned ? (output, input) : (input, output);
                TileTransforms.Weights(weights.Slice((output * inputs + input) * 9, 9), isTurned, ref planes[from * width + to], plane);
            }
    }

    /// <summary>The convolution.</summary>
    /// <param name="plan">Images and their sides.</param>
    /// <param name="images">[images, rows, columns, inputs].</param>
    /// <param name="inputs">Channels read.</param>
    /// <param name="planes">What <see cref="Prepare{T}"/> gave.</param>
    /// <param name="target">[images, rows, columns, outputs].</param>
    /// <param name="outputs">Channels given.</param>
    public static void Apply<T>(TilePlan plan, ReadOnlySpan<T> images, int inputs, ReadOnlySpan<T> planes, Span<T> target, int outputs) where T : unmanaged
    {
        int inputWidth = TilePlan.Padded<T>(inputs), outputWidth = TilePlan.Padded<T>(outputs), weightPlane = Plane<T>(inputs, outputs);
        int inputPlane = Plane<T>(TilePlan.Block, inputs), productPlane = Plane<T>(TilePlan.Block, outputs);
        int bordered = plan.PaddedRows * plan.PaddedColumns * inputWidth;
        TileWorkspace<T> workspace = new(plan.Group * bordered + TilePlan.Places * (inputPlane + productPlane) + 4 * outputWidth, 4);
        Span<T> source = workspace.Take(plan.Group * bordered), transformed = workspace.Take(TilePlan.Places * inputPlane);
        Span<T> products = workspace.Take(TilePlan.Places * productPlane), pixels = workspace.Take(4 * outputWidth);
        source.Clear();
        bool isWhole = outputs == outputWidth && plan.Rows % 2 == 0 && plan.Columns % 2 == 0;
        for (int first = 0; first < plan.Images; first += plan.Group)
        {
            int count = Math.Min(plan.Group, plan.Images - first);
            Border(plan, first, count, images, inputs, source);
            for (int begin = 0; begin < count * plan.Tiles; begin += TilePlan.Block)
            {
                int tiles = Math.Min(TilePlan.Block, count * plan.Tiles - begin);
                TransformInputs(plan, begin, tiles, source, inputWidth, transformed, inputPlane);
                int rows = (tiles + TileProducts.Rows - 1) / TileProducts.Rows * TileProducts.Rows;
                for (int place = 0; place < TilePlan.Places; place++)
                    TileProducts.Multiply(
                        ref transformed[place * inputPlane], inputWidth, 1, ref Unsafe.AsRef(in planes[place * weightPlane]), outputWidth,
                        ref products[place * productPlane], outputWidth, rows, outputWidth, inputs, isAdded: false);
                for (int tile = 0; tile < tiles; tile++)
                {
                    (int image, int row, int column) = plan.Place(begin + tile);
                    ref T from = ref products[tile * outputWidth];
                    if (isWhole)
                        TileTransforms.Outputs(ref from, productPlane, outputWidth, ref target[(((first + image) * plan.Rows + row) * plan.Columns + column) * outputs], plan.Columns * outputs);
                    else
                    {
                        TileTransforms.Outputs(ref from, productPlane, outputWidth, ref pixels[0], 2 * outputWidth);
                        for (int below = 0; below < Math.Min(2, plan.Rows - row); below++)
                            for (int beside = 0; beside < Math.Min(2, plan.Columns - column); beside++)
                                pixels.Slice((2 * below + beside) * outputWidth, outputs)
                                    .CopyTo(target[((((first + image) * plan.Rows + row + below) * plan.Columns + column + beside) * outputs)..]);
                    }
                }
            }
        }
    }

    /// <summary>Numbers that <see cref="SumWeightGradients{T}"/> adds to.</summary>
    public static int SumsLength<T>(int inputs, int outputs) where T : unmanaged => TilePlan.Places * Plane<T>(TilePlan.Padded<T>(inputs), outputs);

    /// <summary>Adds what images and the gradients of their outputs give of the weights' gradients, still by places of tiles.</summary>
    /// <param name="plan">Images and their sides.</param>
    /// <param name="images">[images, rows, columns, inputs].</param>
    /// <param name="inputs">Channels read.</param>
    /// <param name="gradients">[images, rows, columns, outputs].</param>
    /// <param name="outputs">Channels given.</param>
    /// <param name="sums">For each place [inputs, outputs].</param>
    public static void SumWeightGradients<T>(TilePlan plan, ReadOnlySpan<T> images, int inputs, ReadOnlySpan<T> gradients, int outputs, Span<T> sums) where T : unmanaged
    {
        int inputWidth = TilePlan.Padded<T>(inputs), outputWidth = TilePlan.Padded<T>(outputs), sumPlane = Plane<T>(inputWidth, outputs);
        int inputPlane = Plane<T>(TilePlan.Block, inputs), gradientPlane = Plane<T>(TilePlan.Block, outputs);
        int pixels = plan.PaddedRows * plan.PaddedColumns;
        TileWorkspace<T> workspace = new(plan.Group * pixels * (inputWidth + outputWidth) + TilePlan.Places * (inputPlane + gradientPlane), 4);
        Span<T> source = workspace.Take(plan.Group * pixels * inputWidth), transformed = workspace.Take(TilePlan.Places * inputPlane);
        Span<T> given = workspace.Take(plan.Group * pixels * outputWidth), spread = workspace.Take(TilePlan.Places * gradientPlane);
        source.Clear();
        given.Clear();
        int inputRows = (inputs + TileProducts.Rows - 1) / TileProducts.Rows * TileProducts.Rows;
        for (int first = 0; first < plan.Images; first += plan.Group)
        {
            int count = Math.Min(plan.Group, plan.Images - first);
            Border(plan, first, count, images, inputs, source);
            Border(plan, first, count, gradients, outputs, given);
            for (int begin = 0; begin < count * plan.Tiles; begin += TilePlan.Block)
            {
                int tiles = Math.Min(TilePlan.Block, count * plan.Tiles - begin);
                TransformInputs(plan, begin, tiles, source, inputWidth, transformed, inputPlane);
                for (int tile = 0; tile < tiles; tile++)
                {
                    (int image, int row, int column) = plan.Place(begin + tile);
                    TileTransforms.OutputGradients(
                        ref given[((image * plan.PaddedRows + row + 1) * plan.PaddedColumns + column + 1) * outputWidth], plan.PaddedColumns * outputWidth, outputWidth,
                        ref spread[tile * outputWidth], gradientPlane);
                }
                for (int place = 0; place < TilePlan.Places; place++)
                    TileProducts.Multiply(
                        ref transformed[place * inputPlane], 1, inputWidth, ref spread[place * gradientPlane], outputWidth,
                        ref sums[place * sumPlane], outputWidth, inputRows, outputWidth, tiles, isAdded: true);
            }
        }
    }

    /// <summary>Sums by places → gradients of weights [outputs, inputs, 3, 3].</summary>
    /// <param name="sums">One after another those of each part of the images, of <see cref="SumsLength{T}"/>; changed.</param>
    /// <param name="inputs">Channels read.</param>
    /// <param name="outputs">Channels given.</param>
    /// <param name="gradients">Takes them.</param>
    public static void FinishWeightGradients<T>(Span<T> sums, int inputs, int outputs, Span<T> gradients) where T : unmanaged, IFloatingPoint<T>
    {
        int width = TilePlan.Padded<T>(outputs), plane = Plane<T>(TilePlan.Padded<T>(inputs), outputs), length = SumsLength<T>(inputs, outputs);
        for (int part = length; part < sums.Length; part += length)
            for (int i = 0; i < length; i++)
                sums[i] += sums[part + i];
        for (int output = 0; output < outputs; output++)
            for (int input = 0; input < inputs; input++)
                TileTransforms.WeightGradients(ref sums[input * width + output], plane, gradients.Slice((output * inputs + input) * 9, 9));
    }

    // A matrix of a place. One vector more, for planes that lie a power of two apart would meet in the same few lines of the first cache.
    private static int Plane<T>(int rows, int columns) where T : unmanaged => rows * TilePlan.Padded<T>(columns) + Vector512<T>.Count;

    // Images into the middle of their zeros.
    private static void Border<T>(TilePlan plan, int first, int count, ReadOnlySpan<T> images, int channels, Span<T> target) where T : unmanaged
    {
        int width = TilePlan.Padded<T>(channels), line = plan.Columns * channels;
        for (int image = 0; image < count; image++)
            for (int row = 0; row < plan.Rows; row++)
            {
                ReadOnlySpan<T> from = images.Slice(((first + image) * plan.Rows + row) * line, line);
                Span<T> to = target[(((image * plan.PaddedRows + row + 1) * plan.PaddedColumns + 1) * width)..];
                if (width == channels)
                    from.CopyTo(to);
                else
                    for (int column = 0; column < plan.Columns; column++)
                        from.Slice(column * channels, channels).CopyTo(to[(column * width)..]);
            }
    }

    private static void TransformInputs<T>(TilePlan plan, int begin, int tiles, Span<T> source, int width, Span<T> transformed, int plane) where T : unmanaged
    {
        for (int tile = 0; tile < tiles; tile++)
        {
            (int image, int row, int column) = plan.Place(begin + tile);
            TileTransforms.Inputs(
                ref source[((image * plan.PaddedRows + row) * plan.PaddedColumns + column) * width], plan.PaddedColumns * width, width, ref transformed[tile * width], plane);
        }
    }
}
