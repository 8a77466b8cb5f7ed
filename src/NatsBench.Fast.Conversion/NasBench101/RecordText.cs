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

    private byte[] _base64 = [];
    private byte[] _message = [];
    private string? _mark;

    // The module of the record before, and the text that named it: official files have a module's records side by side.
    private byte[] _lastText = [];
    private int _lastLength = -1;
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
        if (!TryTake(ref text, (byte)'[') || !TryPlain(ref text, out ReadOnlySpan<byte> hash) || !TryTake(ref text, (byte)',')
            || !TryNumber(ref text, out record.Epochs) || !TryTake(ref text, (byte)',')
            || !TryPlain(ref text, out ReadOnlySpan<byte> matrix) || !TryTake(ref text, (byte)',')
            || !TryPlain(ref text, out ReadOnlySpan<byte> operations) || !TryTake(ref text, (byte)',')
            || !TryBase64(ref text, out int base64Length) || !TryTake(ref text, (byte)']') || !Trimmed(text).IsEmpty)
            return "it is no JSON array of a hash, a number of epochs, a matrix, operations and metrics";
        if (record.Epochs is < 2 or > MostEpochs)
            return $"it was trained for {record.Epochs} epochs, where 2 to {MostEpochs} are possible";
        if (!IsLast(hash, matrix, operations) && ReadModule(hash, matrix, operations) is { } fault)
            return fault;
        (record.Hash, record.Graph) = (_lastHash, _lastGraph);
        Grow(ref _message, base64Length);
        if (Base64.DecodeFromUtf8(_base64.AsSpan(0, base64Length), _message, out _, out int length) != OperationStatus.Done)
            return "its metrics are no base64";
        return MetricsMessage.Read(_message.AsSpan(0, length), ref record, ref _mark);
    }

    private bool IsLast(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> matrix, ReadOnlySpan<byte> operations)
    {
        ReadOnlySpan<byte> last = _lastText;
        return _lastLength == matrix.Length && last.Length == hash.Length + matrix.Length + operations.Length
            && last.StartsWith(hash) && last[hash.Length..].StartsWith(matrix) && last.EndsWith(operations);
    }

    private string? ReadModule(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> matrix, ReadOnlySpan<byte> operations)
    {
        _lastLength = -1;
        if (!ModuleHash.TryParse(hash, out _lastHash))
            return $"its hash is '{Shown(hash)}', where 32 lower-case hexadecimal digits belong";
        if (ModuleGraph.Read(matrix, operations, out _lastGraph) is { } fault)
            return $"its module is none: {fault}";
        if (_lastGraph.Edges > ModuleGraph.MaxEdges)
            return $"its module has {_lastGraph.Edges} edges, where {ModuleGraph.MaxEdges} are the most";
        if (!_lastGraph.IsPruned)
            return "its module has a vertex that is on no path from input to output, which the original prunes";
        _lastText = [.. hash, .. matrix, .. operations];
        _lastLength = matrix.Length;
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

    // The characters between line feeds, which JSON writes as \n, side by side.
    private bool TryBase64(ref ReadOnlySpan<byte> text, out int length)
    {
        length = 0;
        if (!TryTake(ref text, (byte)'"'))
            return false;
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
