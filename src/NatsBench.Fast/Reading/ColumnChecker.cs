using NatsBench.Fast.Format;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.Reading;

/// <summary>Decodes every block of a column once, keeping nothing.</summary>
internal static class ColumnChecker
{
    /// <returns>How many cells hold a number.</returns>
    /// <exception cref="DamagedFileException">A block is not what was written.</exception>
    public static long CountNumbers(ColumnSource source, CancellationToken cancellation)
    {
        int width = source.Entry.Type.Width();
        long numbers = 0;
        byte[] cells = [];
        for (int i = 0; i < source.Blocks.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            BlockEntry block = source.Blocks[i];
            int length = block.CellCount * width;
            if (cells.Length < length)
                cells = new byte[length];
            CellBitmaps bitmaps = source.Decode(i, cells.AsSpan(0, length));
            if (bitmaps.AllNumbers)
            {
                numbers += block.CellCount;
                continue;
            }
            for (int cell = 0; cell < block.CellCount; cell++)
                if (bitmaps.StateAt(cell) == CellState.Number)
                    numbers++;
        }
        return numbers;
    }
}
