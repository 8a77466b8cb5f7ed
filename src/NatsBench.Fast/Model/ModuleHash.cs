using System.Buffers;
using System.Globalization;

namespace NatsBench.Fast.Model;

/// <summary>
/// The name of a NAS-Bench-101 module: an MD5 that isomorphic modules share (<see cref="ModuleGraph.Hash"/>), 32 lower-case hexadecimal digits
/// as text. Ordered as the texts are.
/// </summary>
/// <param name="Value">Its 128 bits, the first digit the highest.</param>
public readonly record struct ModuleHash(UInt128 Value) : IComparable<ModuleHash>
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");
    private static readonly SearchValues<byte> Utf8Digits = SearchValues.Create("0123456789abcdef"u8);

    /// <summary>Number of digits.</summary>
    public const int TextLength = 32;

    /// <summary>Reads 32 lower-case hexadecimal digits; false for anything else. Allocates nothing.</summary>
    /// <param name="text">The digits.</param>
    /// <param name="hash">The hash.</param>
    public static bool TryParse(ReadOnlySpan<char> text, out ModuleHash hash)
    {
        hash = default;
        if (text.Length != TextLength || text.ContainsAnyExcept(Digits))
            return false;
        ulong high = ulong.Parse(text[..16], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        ulong low = ulong.Parse(text[16..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        hash = new ModuleHash(new UInt128(high, low));
        return true;
    }

    /// <summary>As <see cref="TryParse(ReadOnlySpan{char}, out ModuleHash)"/>, of UTF-8.</summary>
    /// <param name="utf8">The digits.</param>
    /// <param name="hash">The hash.</param>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out ModuleHash hash)
    {
        hash = default;
        if (utf8.Length != TextLength || utf8.ContainsAnyExcept(Utf8Digits))
            return false;
        ulong high = ulong.Parse(utf8[..16], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        ulong low = ulong.Parse(utf8[16..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        hash = new ModuleHash(new UInt128(high, low));
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(ModuleHash other) => Value.CompareTo(other.Value);

    /// <summary>True where the first text comes before the second.</summary>
    public static bool operator <(ModuleHash left, ModuleHash right) => left.Value < right.Value;

    /// <summary>True where the first text comes before the second, or is the same.</summary>
    public static bool operator <=(ModuleHash left, ModuleHash right) => left.Value <= right.Value;

    /// <summary>True where the first text comes after the second.</summary>
    public static bool operator >(ModuleHash left, ModuleHash right) => left.Value > right.Value;

    /// <summary>True where the first text comes after the second, or is the same.</summary>
    public static bool operator >=(ModuleHash left, ModuleHash right) => left.Value >= right.Value;

    /// <summary>The 32 digits.</summary>
    public override string ToString() => Value.ToString("x32", CultureInfo.InvariantCulture);
}
