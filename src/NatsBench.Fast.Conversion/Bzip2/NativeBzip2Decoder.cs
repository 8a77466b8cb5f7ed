using System.Runtime.InteropServices;

namespace NatsBench.Fast.Conversion.Bzip2;

/// <summary>One stream through libbz2, which sees each buffer only during a call, and as long as it is.</summary>
internal sealed unsafe class NativeBzip2Decoder : Bzip2Decoder
{
    private readonly NativeBzip2 _library;
    private readonly CompressedInput _input;
    private readonly StreamHandle _handle;
    private bool _isAtEnd;

    public NativeBzip2Decoder(NativeBzip2 library, CompressedInput input)
    {
        (_library, _input) = (library, input);
        _handle = new StreamHandle(library);
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (_isAtEnd)
            return 0;
        NativeBzip2.Stream* stream = _handle.Stream;
        Span<byte> target = buffer.AsSpan(offset, count);
        fixed (byte* start = target)
        {
            stream->NextOut = start;
            stream->AvailableOut = (uint)target.Length;
            while (!_isAtEnd && stream->AvailableOut == target.Length)
                Step(stream);
            int read = target.Length - (int)stream->AvailableOut;
            GC.KeepAlive(_handle);
            return read;
        }
    }

    public override void Dispose() => _handle.Dispose();

    private void Step(NativeBzip2.Stream* stream)
    {
        ReadOnlySpan<byte> source = _input.Available();
        uint room = stream->AvailableOut;
        NativeBzip2.Status status;
        fixed (byte* start = source)
        {
            stream->NextIn = start;
            stream->AvailableIn = (uint)source.Length;
            status = _library.Decompress(stream);
        }
        _input.Take(source.Length - (int)stream->AvailableIn);
        _isAtEnd = status == NativeBzip2.Status.StreamEnd;
        if (!_isAtEnd && status != NativeBzip2.Status.Ok)
            throw new Bzip2Damage($"libbz2 says {(int)status}");
        if (!_isAtEnd && source.IsEmpty && stream->AvailableOut == room)
            throw new Bzip2Damage("the stream ends too soon");
    }

    /// <summary>Frees the library's memory whatever happens.</summary>
    private sealed class StreamHandle : SafeHandle
    {
        private readonly NativeBzip2 _library;
        private readonly bool _hasBegun;

        public StreamHandle(NativeBzip2 library) : base(0, ownsHandle: true)
        {
            _library = library;
            SetHandle((nint)NativeMemory.AllocZeroed((nuint)sizeof(NativeBzip2.Stream)));
            if (library.Begin(Stream) != NativeBzip2.Status.Ok)
                throw new InsufficientMemoryException("no memory for libbz2");
            _hasBegun = true;
        }

        public override bool IsInvalid => handle == 0;

        public NativeBzip2.Stream* Stream => (NativeBzip2.Stream*)handle;

        protected override bool ReleaseHandle()
        {
            if (_hasBegun)
                _library.End(Stream);
            NativeMemory.Free(Stream);
            return true;
        }
    }
}
