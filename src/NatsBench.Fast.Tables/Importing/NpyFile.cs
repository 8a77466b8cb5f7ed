using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Win32.SafeHandles;
using NatsBench.Fast.Internals;

namespace NatsBench.Fast.Tables.Importing;

/// <summary>NumPy's <c>.npy</c> of float32 in row-major order, read where it lies: a part at a time, whatever its size.</summary>
internal sealed partial class NpyFile : IDisposable
{
    private const int MostHeader = 1 << 16;
    private const int MostSides = 8;

    private readonly SafeFileHandle _file;
    private readonly string _path;
    private readonly long _start;

    /// <exception cref="NatsBenchException">It is no such file, or does not have as many numbers as its header says.</exception>
    public NpyFile(string path)
    {
        _path = path;
        PathKind.RefuseToRead(path);
        try
        {
            _file = File.OpenHandle(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NatsBenchException($"{path}: cannot be read ({e.Message.TrimEnd('.')})", e);
        }
        try
        {
            (_start, Sides) = Header();
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <summary>Its sides, slowest first.</summary>
    public int[] Sides { get; }

    /// <summary>Reads numbers that lie behind one another.</summary>
    /// <param name="first">Place of the first.</param>
    /// <param name="numbers">Takes them.</param>
    public void Read(long first, Span<float> numbers)
    {
        Span<byte> bytes = MemoryMarshal.AsBytes(numbers);
        long at = _start + (first * sizeof(float));
        while (bytes.Length > 0)
        {
            int read = RandomAccess.Read(_file, bytes, at);
            if (read == 0)
                throw new NatsBenchException($"{_path}: ends at byte {at}; it was cut short while it was read");
            bytes = bytes[read..];
            at += read;
        }
    }

    public void Dispose() => _file.Dispose();

    private (long Start, int[] Sides) Header()
    {
        Span<byte> start = stackalloc byte[12];
        if (RandomAccess.Read(_file, start, 0) < start.Length || !start.StartsWith((ReadOnlySpan<byte>)[0x93, .. "NUMPY"u8]) || start[6] is not (1 or 2))
            throw Fault("is no array that numpy.save wrote");
        (int at, long length) = start[6] == 1 ? (10, BitConverter.ToUInt16(start[8..])) : (12, BitConverter.ToUInt32(start[8..]));
        if (length > MostHeader)
            throw Fault($"its header has {length} bytes");
        byte[] header = new byte[length];
        if (RandomAccess.Read(_file, header, at) < header.Length)
            throw Fault("ends inside its header");
        string text = Encoding.Latin1.GetString(header);
        Match match = Form().Match(text);
        if (!match.Success || match.Groups["sides"].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is not { Length: > 0 and <= MostSides } words)
            throw Fault($"is no array of float32 in row-major order: {Printable.Of(text.Trim())}");
        int[] sides = new int[words.Length];
        long count = 1;
        for (int i = 0; i < sides.Length; i++)
        {
            if (!int.TryParse(words[i], NumberStyles.None, CultureInfo.InvariantCulture, out sides[i]) || sides[i] == 0 || (count *= sides[i]) > long.MaxValue / int.MaxValue / sizeof(float))
                throw Fault($"has a side of {Printable.Of(words[i])}");
        }
        long expected = at + length + (count * sizeof(float)), bytes = RandomAccess.GetLength(_file);
        return bytes == expected ? (at + length, sides) : throw Fault($"has {bytes} bytes where its header says {expected}");
    }

    private NatsBenchException Fault(string what) => new($"{_path}: {what}");

    [GeneratedRegex(@"'descr': '<f4'.*'fortran_order': False.*'shape': \((?<sides>[0-9, ]+)\)", RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex Form();
}
