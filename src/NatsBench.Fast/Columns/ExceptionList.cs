using System.Buffers;
using System.Buffers.Binary;

namespace NatsBench.Fast.Columns;

/// <summary>Cells that an encoding cannot express, by their bits: their number (4 bytes), then for each its cell (4) and bits (8).</summary>
internal static class ExceptionList
{
    private const int EntrySize = sizeof(int) + sizeof(ulong);

    public static void Encode(IReadOnlyList<(int Cell, double Value)> exceptions, IBufferWriter<byte> target)
    {
        Span<byte> bytes = target.GetSpan(sizeof(int) + exceptions.Count * EntrySize);
        BinaryPrimitives.WriteInt32LittleEndian(bytes, exceptions.Count);
        int at = sizeof(int);
        foreach ((int cell, double value) in exceptions)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes[at..], cell);
            BinaryPrimitives.WriteDoubleLittleEndian(bytes[(at + sizeof(int))..], value);
            at += EntrySize;
        }
        target.Advance(at);
    }

    /// <summary>Reads the list, which is the last part of an encoding, and writes its values over the decoded cells.</summary>
    public static bool TryApply(ReadOnlySpan<byte> source, Span<double> cells)
    {
        if (source.Length < sizeof(int))
            return false;
        int count = BinaryPrimitives.ReadInt32LittleEndian(source);
        source = source[sizeof(int)..];
        if (count < 0 || source.Length != (long)count * EntrySize)
            return false;
        for (; count > 0; count--, source = source[EntrySize..])
        {
            int cell = BinaryPrimitives.ReadInt32LittleEndian(source);
            if ((uint)cell >= (uint)cells.Length)
                return false;
            cells[cell] = BinaryPrimitives.ReadDoubleLittleEndian(source[sizeof(int)..]);
        }
        return true;
    }
}
