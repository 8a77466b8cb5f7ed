using System.Security.Cryptography;
using System.Text;

namespace NatsBench.Fast.Reading;

/// <summary>The texts of all architectures in the archive's order, kept as the file has them; a string is made when it is asked for.</summary>
internal sealed class ArchitectureTexts
{
    private const byte LineFeed = (byte)'\n';
    private const int ShelfLength = 256;

    private readonly byte[] _lines;
    private readonly int[] _starts;
    // Those that somebody asked for, on shelves that are made with the first text on them.
    private readonly string?[]?[] _texts;
    private string? _sha256;

    /// <param name="lines">UTF-8; every text ends with a line feed.</param>
    /// <param name="count">As <see cref="CountIn"/> counts them.</param>
    public ArchitectureTexts(byte[] lines, int count)
    {
        _lines = lines;
        Count = count;
        _texts = new string?[(Count + ShelfLength - 1) / ShelfLength][];
        _starts = new int[Count + 1];
        for (int i = 0; i < Count; i++)
            _starts[i + 1] = _starts[i] + lines.AsSpan(_starts[i]).IndexOf(LineFeed) + 1;
    }

    /// <summary>Number of texts; null when some bytes are none of one, or a text is empty.</summary>
    public static int? CountIn(ReadOnlySpan<byte> lines) =>
        (lines.IsEmpty || (lines[0] != LineFeed && lines[^1] == LineFeed)) && lines.IndexOf("\n\n"u8) < 0 && System.Text.Unicode.Utf8.IsValid(lines)
            ? lines.Count(LineFeed)
            : null;

    /// <summary>Number of architectures.</summary>
    public int Count { get; }

    /// <summary>SHA-256 of all texts as the file has them: whose order it is.</summary>
    public string Sha256 => _sha256 ??= Convert.ToHexStringLower(SHA256.HashData(_lines));

    /// <summary>The text of an architecture, UTF-8.</summary>
    public ReadOnlySpan<byte> Utf8(int index) => _lines.AsSpan(_starts[index], _starts[index + 1] - _starts[index] - 1);

    /// <summary>The text of an architecture.</summary>
    public string this[int index] => Volatile.Read(ref Place(index)) ?? Make(index);

    private string Make(int index)
    {
        string text = Encoding.UTF8.GetString(Utf8(index));
        return Interlocked.CompareExchange(ref Place(index), text, null) ?? text;
    }

    private ref string? Place(int index)
    {
        ref string?[]? shelf = ref _texts[index / ShelfLength];
        string?[] own = Volatile.Read(ref shelf) ?? Interlocked.CompareExchange(ref shelf, new string?[ShelfLength], null) ?? shelf;
        return ref own[index % ShelfLength];
    }
}
