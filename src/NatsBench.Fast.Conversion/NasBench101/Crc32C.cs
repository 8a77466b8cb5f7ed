using System.Numerics;
using System.Runtime.InteropServices;

namespace NatsBench.Fast.Conversion.NasBench101;

/// <summary>CRC-32C (Castagnoli), as TFRecord files have it. One instruction for eight bytes where the processor has it.</summary>
internal static class Crc32C
{
    private const uint ReversedPolynomial = 0x82f63b78;

    // What makes a checksum of data that holds checksums safe.
    private const uint MaskDelta = 0xa282ead8;

    /// <summary>The checksum of some bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (ulong word in MemoryMarshal.Cast<byte, ulong>(bytes))
            crc = BitOperations.Crc32C(crc, word);
        foreach (byte one in bytes[(bytes.Length & ~(sizeof(ulong) - 1))..])
            crc = BitOperations.Crc32C(crc, one);
        return ~crc;
    }

    /// <summary>The same bit by bit: its definition.</summary>
    public static uint OfBits(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte one in bytes)
        {
            crc ^= one;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) * ReversedPolynomial);
        }
        return ~crc;
    }

    /// <summary>A checksum as TFRecord stores it.</summary>
    public static uint Masked(uint crc) => BitOperations.RotateRight(crc, 15) + MaskDelta;
}
