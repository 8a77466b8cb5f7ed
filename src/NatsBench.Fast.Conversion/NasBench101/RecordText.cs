using System.Buffers;
using System.Buffers.Text;
using System.Text;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.Conversion.NasBench101;

/// <summary>
/// Reads the text of records: a JSON array of the module's hash, the number of epochs, the digits of its matrix, its operations, and the metrics
/// in base64 with line feeds. One for each thread: it keeps buffers.
/// </summary>
internal sealed class RecordText
{
    private const int MostEpochs = 1 << 14;
    private const string NoArray = "it is no JSON array of a hash, a number of epochs, a matrix, operations and metrics";

    // Of base64 as Python writes it.
    private const int LineLength = 76;
    private static ReadOnlySpan<byte> LineEnd => @"\n"u8;

    private byte[] _base64 = [];
    private byte[] _message = [];
    private string? _mark;

    // The module of the record before, and the bytes before and after its number of epochs: official files have a module's records side by side.
    private byte[] _before = [];
    private byte[] _after = [];
    private ModuleHash _lastHash;
    private ModuleGraph _lastGraph;

    /// <summary>Forgets what records before said of their origin.</summary>
    public void Begin() => _mark = null;

    /// <summary>What some record since said of its own origin; null where all were measured.</summary>
    public string? Mark => _mark;

    /// <summary>Reads a record.</summary>
    /// <param name="text">The record.</param>
    /// <param name="record">Receives it.</param>
    /// <returns>Null, or what is wrong.</returns>
    public string? Read(ReadOnlySpan<byte> text, out ModuleRecord record)
    {
        record = default;
        if (!TryLastModule(ref text, ref record) && ReadModule(ref text, ref record) is { } fault)
            return fault;
        if (record.Epochs is < 2 or > MostEpochs)
            return $"it was trained for {record.Epochs} epochs, where 2 to {MostEpochs} are possible";
        (record.Hash, record.Graph) = (_lastHash, _lastGraph);
        if (TryLines(text, out int base64Length) && TryDecode(base64Length, out int length))
            return MetricsMessage.Read(_message.AsSpan(0, length), ref record, ref _mark);
        if (!TryBase64(ref text, out base64Length) || !TryTake(ref text, (byte)']') || !Trimmed(text).IsEmpty)
            return NoArray;
        return TryDecode(base64Length, out length) ? MetricsMessage.Read(_message.AsSpan(0, length), ref record, ref _mark) : "its metrics are no base64";
    }

    // Moves to the metrics of a record that begins as the one before, but for its number of epochs.
    private bool TryLastModule(ref ReadOnlySpan<byte> text, ref ModuleRecord record)
    {
        if (_before.Length == 0 || !text.StartsWith(_before))
            return false;
        ReadOnlySpan<byte> rest = text[_before.Length..];
        if (!TryNumber(ref rest, out record.Epochs) || !rest.StartsWith(_after))
            return false;
        text = rest[_after.Length..];
        return true;
    }

    // Moves to the metrics.
    private string? ReadModule(ref ReadOnlySpan<byte> text, ref ModuleRecord record)
    {
        ReadOnlySpan<byte> all = text;
        _before = [];
        if (!TryTake(ref text, (byte)'[') || !TryPlain(ref text, out ReadOnlySpan<byte> hash) || !TryTake(ref text, (byte)','))
            return NoArray;
        text = Trimmed(text);
        ReadOnlySpan<byte> before = all[..^text.Length];
        if (!TryNumber(ref text, out record.Epochs))
            return NoArray;
        ReadOnlySpan<byte> after = text;
        if (!TryTake(ref text, (byte)',') || !TryPlain(ref text, out ReadOnlySpan<byte> matrix) || !TryTake(ref text, (byte)',')
            || !TryPlain(ref text, out ReadOnlySpan<byte> operations) || !TryTake(ref text, (byte)',') || !TryTake(ref text, (byte)'"'))
            return NoArray;
        if (!ModuleHash.TryParse(hash, out _lastHash))
            return $"its hash is '{Shown(hash)}', where 32 lower-case hexadecimal digits belong";
        if (ModuleGraph.Read(matrix, operations, out _lastGraph) is { } fault)
            return $"its module is none: {fault}";
        if (_lastGraph.Edges > ModuleGraph.MaxEdges)
            return $"its module has {_lastGraph.Edges} edges, where {ModuleGraph.MaxEdges} are the most";
        if (!_lastGraph.IsPruned)
            return "its module has a vertex that is on no path from input to output, which the original prunes";
        (_before, _after) = (before.ToArray(), after[..^text.Length].ToArray());
        return null;
    }

    private static string Shown(ReadOnlySpan<byte> text) => Encoding.Latin1.GetString(text[..int.Min(text.Length, 64)]);

    private static ReadOnlySpan<byte> Trimmed(ReadOnlySpan<byte> text) => text.TrimStart(" \t\r\n"u8);

    private static bool TryTake(ref ReadOnlySpan<byte> text, byte one)
    {
        ReadOnlySpan<byte> rest = text is [> (byte)' ', ..] ? text : Trimmed(text);
        if (rest.IsEmpty || rest[0] != one)
            return false;
        text = rest[1..];
        return true;
    }

    // A text without escapes: hashes, matrices and operations need none.
    private static bool TryPlain(ref ReadOnlySpan<byte> text, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (!TryTake(ref text, (byte)'"'))
            return false;
        int end = text.IndexOfAny((byte)'"', (byte)'\\');
        if (end < 0 || text[end] != '"')
            return false;
        value = text[..end];
        text = text[(end + 1)..];
        return true;
    }

    private static bool TryNumber(ref ReadOnlySpan<byte> text, out int number)
    {
        text = Trimmed(text);
        number = 0;
        int digits = 0;
        for (; digits < text.Length && digits < 9 && text[digits] is >= (byte)'0' and <= (byte)'9'; digits++)
            number = 10 * number + text[digits] - '0';
        bool isNumber = digits == 1 || digits > 1 && text[0] != '0';
        text = text[digits..];
        return isNumber;
    }

    // Metrics as Python writes them, lines of 76 characters and a shorter one. What else is between the quotes is no base64, and will be found so.
    private bool TryLines(ReadOnlySpan<byte> text, out int length)
    {
        length = 0;
        if (!text.EndsWith("\\n\"]"u8))
            return false;
        Grow(ref _base64, text.Length);
        text = text[..^LineEnd.Length][..^2];
        Span<byte> target = _base64;
        for (; text.Length > LineLength && text[LineLength..].StartsWith(LineEnd); text = text[(LineLength + LineEnd.Length)..], length += LineLength)
            text[..LineLength].CopyTo(target[length..]);
        text.CopyTo(target[length..]);
        length += text.Length;
        return true;
    }

    private bool TryDecode(int base64Length, out int length)
    {
        Grow(ref _message, base64Length);
        return Base64.DecodeFromUtf8(_base64.AsSpan(0, base64Length), _message, out _, out length) == OperationStatus.Done;
    }

    // The characters between line feeds, which JSON writes as \n, side by side. The first quote is behind.
    private bool TryBase64(ref ReadOnlySpan<byte> text, out int length)
    {
        length = 0;
        Grow(ref _base64, text.Length);
        while (true)
        {
            int end = text.IndexOfAny((byte)'"', (byte)'\\');
            if (end < 0)
                return false;
            text[..end].CopyTo(_base64.AsSpan(length));
            length += end;
            bool isEnd = text[end] == '"';
            text = text[(end + 1)..];
            if (isEnd)
                return true;
            if (text.IsEmpty || text[0] is not ((byte)'n' or (byte)'r' or (byte)'/'))
                return false;
            if (text[0] == '/')
                _base64[length++] = (byte)'/';
            text = text[1..];
        }
    }

    private static void Grow(ref byte[] buffer, int length)
    {
        if (buffer.Length < length)
            buffer = new byte[int.Max(length, 2 * buffer.Length)];
    }
}
