using System.IO.Hashing;
using NatsBench.Fast.Conversion.Pickle;

namespace NatsBench.Fast.Conversion.Archives;

/// <summary>
/// What <c>torch.save</c> wrote, in both of its forms: a zip around the pickle (from PyTorch 1.6 on), and before that a stream of pickles with
/// the storages behind them. The pickle passes by as a stream; of storages only the number of bytes is looked at. Not thread-safe.
/// </summary>
internal sealed class TorchFile : IDisposable
{
    private readonly Stream _file;
    private readonly string _where;
    private readonly PickleMachine _machine;
    private readonly MemberStream? _member;

    /// <param name="file">The file, which can seek; stays open.</param>
    /// <param name="where">What messages call it.</param>
    /// <param name="machine">Reads the object from <see cref="Input"/>; of scope <see cref="PickleScope.TorchFile"/>.</param>
    /// <exception cref="NatsBenchException">It is no such file, or not whole.</exception>
    public TorchFile(Stream file, string where, PickleMachine machine)
    {
        (_file, _where, _machine) = (file, where, machine);
        Span<byte> start = stackalloc byte[2];
        int length = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        file.Position = 0;
        if (!start[..length].SequenceEqual("PK"u8))
        {
            Input = new PickleInput(file, where);
            if (TorchHead.Fault(machine, Input) is { } fault)
                throw new DamagedFileException($"{where}: not a file of PyTorch: {fault}; download it again");
            return;
        }
        try
        {
            ZipMember pickle = ZipMember.Find(file, "data.pkl")
                ?? throw new NatsBenchException($"{where}: a zip without the data.pkl of torch.save; if it holds an archive, unpack it and give what comes out");
            // PyTorch never compresses, and what does not unpack cannot grow.
            if (!pickle.IsStored)
                throw new NatsBenchException($"{where}: its {Printable.Of(pickle.Path)} is compressed, which PyTorch never does; download it again");
            _member = new MemberStream(file, pickle);
            Input = new PickleInput(_member, where);
        }
        catch (InvalidDataException e)
        {
            throw new DamagedFileException($"{where}: a damaged zip ({e.Message}); download it again", e);
        }
    }

    /// <summary>The object's pickle.</summary>
    public PickleInput Input { get; }

    /// <summary>Checks what lies behind the object, once it is read: a file that was cut short ends before its storages do.</summary>
    /// <exception cref="DamagedFileException">It is not whole.</exception>
    public void Finish()
    {
        if (_member is not null)
        {
            if (!_member.IsWhole())
                throw new DamagedFileException($"{_where}: its data.pkl does not have the checksum that the zip states; download it again");
            return;
        }
        (int storages, long bytes) = (_machine.StorageCount, _machine.StorageBytes);
        PickleValue keys = _machine.Read(Input);
        if (keys.Kind != PickleKind.List || keys.AsList.Items.Length != storages)
            throw new DamagedFileException($"{_where}: the list of its storages is {keys}, where its tensors have {storages}; download it again");
        // Each storage begins with its number of numbers.
        long expected = Input.Offset + (sizeof(long) * (long)storages) + bytes;
        if (_file.Length != expected)
            throw new DamagedFileException($"{_where}: has {_file.Length} bytes where its storages end at {expected}; download it again");
    }

    public void Dispose() => _member?.Dispose();

    /// <summary>Passes a member through and adds up its checksum.</summary>
    private sealed class MemberStream : Stream
    {
        private readonly Crc32 _crc = new();
        private readonly Stream _file;
        private readonly uint _expected;
        private long _left;

        public MemberStream(Stream file, ZipMember member)
        {
            (_file, _left, _expected) = (file, member.Length, member.Crc32);
            file.Position = member.Start;
        }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            int read = _file.Read(buffer, offset, (int)Math.Min(count, _left));
            _left -= read;
            _crc.Append(buffer.AsSpan(offset, read));
            return read;
        }

        /// <summary>Reads what is left, and whether the whole has the checksum.</summary>
        public bool IsWhole()
        {
            byte[] rest = new byte[1 << 12];
            while (Read(rest, 0, rest.Length) > 0)
            {
            }
            return _left == 0 && _crc.GetCurrentHashAsUInt32() == _expected;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
