using System.Globalization;

namespace NatsBench.Fast.Model;

/// <summary>
/// An architecture of the size space: five layer widths from {8, 16, …, 64}, in order the stem with the first cell, the first
/// reduction, the second cell, the second reduction, the third cell. The default value is <c>8:8:8:8:8</c>.
/// </summary>
public readonly record struct SizeNetwork
{
    /// <summary>Number of layers whose width is chosen.</summary>
    public const int LayerCount = 5;

    /// <summary>Number of networks in the space, 8^5.</summary>
    public const int Count = 32_768;

    /// <summary>Length of the longest text: a buffer of this size holds every network.</summary>
    public const int MaxTextLength = 14;

    private const int WidthStep = 8;

    // A layer is one octal digit of the code.
    private const int DigitBits = 3;
    private const int DigitMask = 7;

    private readonly ushort _code;

    /// <summary>Creates a network.</summary>
    /// <param name="widths">The five widths, each a multiple of 8 from 8 to 64.</param>
    public SizeNetwork(params ReadOnlySpan<int> widths)
    {
        if (widths.Length != LayerCount)
            throw new ArgumentException($"a network has {LayerCount} widths, not {widths.Length}", nameof(widths));

        int code = 0;
        foreach (int width in widths)
        {
            int digit = width / WidthStep - 1;
            if (width % WidthStep != 0 || (uint)digit > DigitMask)
                throw new ArgumentOutOfRangeException(nameof(widths), width, "a width is a multiple of 8 from 8 to 64");
            code = (code << DigitBits) | digit;
        }
        _code = (ushort)code;
    }

    private SizeNetwork(ushort code) => _code = code;

    /// <summary>
    /// The network as a base-8 number, 0..32,767, the first layer most significant; its index in the official archive.
    /// </summary>
    public int Code => _code;

    /// <summary>The width of a layer, 0..4.</summary>
    public int this[int layer] => (((_code >> Shifts[layer]) & DigitMask) + 1) * WidthStep;

    // The place of each layer's digit in the code.
    private static ReadOnlySpan<byte> Shifts => [12, 9, 6, 3, 0];

    /// <summary>The network of a <see cref="Code"/>.</summary>
    public static SizeNetwork FromCode(int code)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)code, (uint)Count, nameof(code));
        return new SizeNetwork((ushort)code);
    }

    /// <summary>Reads a network's text, five widths joined by colons, such as <c>8:8:8:16:32</c>.</summary>
    /// <exception cref="NatsBenchException">The text is anything else.</exception>
    public static SizeNetwork Parse(ReadOnlySpan<char> text) => TryParse(text, out SizeNetwork network)
        ? network
        : throw new NatsBenchException($"'{text}' is not a network of the size space: five of 8, 16, …, 64 joined by colons");

    /// <summary>Reads a network's text, five widths joined by colons; false for anything else. Allocates nothing.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out SizeNetwork network)
    {
        network = default;
        int code = 0, at = 0;
        for (int layer = 0; layer < LayerCount; layer++)
        {
            if (layer > 0 && (at >= text.Length || text[at++] != ':'))
                return false;
            if (at >= text.Length)
                return false;
            int width = text[at++] - '0';
            if (width != WidthStep)
            {
                if (at >= text.Length || (uint)(text[at] - '0') > 9)
                    return false;
                width = 10 * width + (text[at++] - '0');
                if (width % WidthStep != 0 || width is <= WidthStep or > WidthStep * (DigitMask + 1))
                    return false;
            }
            code = (code << DigitBits) | (width / WidthStep - 1);
        }
        if (at != text.Length)
            return false;
        network = new SizeNetwork((ushort)code);
        return true;
    }

    /// <summary>Writes the text; false if the destination is too short. Allocates nothing.</summary>
    public bool TryFormat(Span<char> destination, out int charsWritten) => destination.TryWrite(
        CultureInfo.InvariantCulture, $"{this[0]}:{this[1]}:{this[2]}:{this[3]}:{this[4]}", out charsWritten);

    /// <summary>The official text.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{this[0]}:{this[1]}:{this[2]}:{this[3]}:{this[4]}");
}
