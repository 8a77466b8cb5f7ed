using NatsBench.Fast.Conversion.Bzip2;
using NatsBench.Fast.Conversion.Pickle;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.Conversion.Archives;

/// <summary>A record and what was odd about it.</summary>
internal sealed record DecodedRecord(ArchitectureRecord Record, List<OddNote> Odd, long CompressedBytes);

/// <summary>From the bytes of a file to a record; keeps its buffers and strings from file to file. One thread at a time.</summary>
internal sealed class RecordDecoder
{
    // Enough for all keys of an archive and the architectures of some thousand records.
    private const int StringBytesKept = 1 << 20;

    private readonly StringTable _strings = new();
    private readonly Bzip2Library _library;
    private readonly PickleMachine _machine;
    private readonly RecordLayout _layout;
    private readonly RecordReader _reader;
    private byte[] _plain = [];

    public RecordDecoder(Bzip2Library library, RecordLayout layout = RecordLayout.NatsBench)
    {
        _library = library;
        _layout = layout;
        _reader = new(layout);
        _machine = new PickleMachine(_strings, layout == RecordLayout.NasBench201 ? PickleScope.TorchFile : PickleScope.Numbers);
    }

    /// <summary>The compressed bytes, for whoever reads them from the archive.</summary>
    public byte[] Compressed { get; private set; } = [];

    public byte[] ReserveCompressed(int length)
    {
        if (Compressed.Length < length)
            Compressed = new byte[Math.Max(length, 2 * Compressed.Length)];
        return Compressed;
    }

    /// <summary>Unpickles what <see cref="Compressed"/> holds.</summary>
    public PickleValue Unpickle(int length, string file)
    {
        if (_strings.Size > StringBytesKept)
        {
            _strings.Clear();
            _reader.ForgetStrings();
        }
        if (_layout == RecordLayout.NasBench201)
        {
            using MemoryStream bytes = new(Compressed, 0, length, writable: false);
            using TorchFile torch = new(bytes, file, _machine);
            PickleValue value = _machine.Read(torch.Input);
            torch.Finish();
            return value;
        }
        int plain = Bzip2File.Decompress(Compressed, length, ref _plain, file, _library);
        return _machine.Read(new PickleInput(_plain, plain, file));
    }

    public DecodedRecord Decode(int length, int index, string architecture, string file)
    {
        var odd = new List<OddNote>();
        PickleValue value = Unpickle(length, file);
        return new(_reader.Read(value, index, architecture, file, odd), odd, length);
    }
}
