using System.Buffers.Binary;

namespace NatsBench.Fast.Search.Spaces;

public sealed partial class ArchitectureSpace
{
    /// <summary>The digits of an architecture in one number, a byte each, the first the lowest; all bits beyond them are set.</summary>
    internal ulong Row(int architecture) =>
        BinaryPrimitives.ReadUInt64LittleEndian(_digits.AsSpan(architecture * Positions, sizeof(ulong))) | ulong.MaxValue << (8 * Positions);

    /// <summary>The allowed architecture that a <see cref="Row"/> stands for; what is beyond its digits does not matter.</summary>
    internal int OfRow(ulong row)
    {
        int code = 0;
        for (int position = 0; position < Positions; position++, row >>= 8)
            code = code * Choices + (byte)row;
        return _indexOfCode[code];
    }
}
