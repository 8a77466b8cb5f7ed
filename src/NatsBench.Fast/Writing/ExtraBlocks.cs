using NatsBench.Fast.Format;
using NatsBench.Fast.Records;
using NatsBench.Fast.Schema;

namespace NatsBench.Fast.Writing;

/// <summary>Hands on the two columns of an extra one: its description and its numbers.</summary>
internal static class ExtraBlocks
{
    private const int BlockCells = 1 << 15;

    /// <summary>Both columns, with their numbers of items.</summary>
    /// <param name="name">Number of its name.</param>
    /// <param name="column">The column; NaN where there is no number.</param>
    /// <param name="architecturesSha256">Whose architectures it is keyed by.</param>
    /// <param name="sink">Where blocks go.</param>
    public static IEnumerable<(ColumnBlocks Blocks, long Items)> Write(ushort name, ExtraNumbers column, string architecturesSha256, BlockSink sink)
    {
        byte[] document = ExtraJson.Write(new ExtraDocument(column.Description, column.Values.Length, architecturesSha256));
        yield return (
            IntegerColumn.Write<byte>(ColumnNames.Extra(name, ExtraColumnKind.Description), ElementType.Bytes, document, sink, FileLayout.MaxBlockBytes),
            document.Length);
        yield return (Numbers(ColumnNames.Extra(name, ExtraColumnKind.Values), column.Values.Span, sink), column.Values.Length);
    }

    private static ColumnBlocks Numbers(ColumnKey key, ReadOnlySpan<double> values, BlockSink sink)
    {
        ColumnBlocks blocks = new(key, ElementType.Float64);
        for (int first = 0; first < values.Length; first += BlockCells)
        {
            ReadOnlySpan<double> part = values.Slice(first, int.Min(BlockCells, values.Length - first));
            CellBlock block = new(new BlockJob(blocks, first, part.Length, stride: 1, origin: 0));
            for (int i = 0; i < part.Length; i++)
                block.Set(i, double.IsNaN(part[i]) ? CellState.Absent : CellState.Number, part[i]);
            block.Complete(sink);
        }
        return blocks;
    }
}
