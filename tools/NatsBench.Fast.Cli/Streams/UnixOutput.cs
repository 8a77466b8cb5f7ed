using System.Runtime.InteropServices;

namespace NatsBench.Fast.Cli.Streams;

/// <summary>
/// A numbered stream to write, at the place where whoever shares it left it. .NET's own keeps silent when nobody reads any more, and a
/// program that answers for ever would never end.
/// </summary>
internal sealed class UnixOutput(int descriptor) : Stream
{
    private const int Interrupted = 4;
    private const int BrokenPipe = 32;

    private static readonly int TryAgain = OperatingSystem.IsMacOS() ? 35 : 11;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <exception cref="BrokenPipeException">Nobody reads any more.</exception>
    /// <exception cref="IOException">The system refuses, as on a full disk.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            nint written = Descriptor.Write(descriptor, buffer);
            if (written >= 0)
            {
                buffer = buffer[(int)written..];
                continue;
            }
            int error = Marshal.GetLastPInvokeError();
            if (error == BrokenPipe)
                throw new BrokenPipeException();
            if (error == TryAgain)
                Thread.Sleep(1);
            else if (error != Interrupted)
                throw new IOException($"the standard output cannot be written ({Marshal.GetPInvokeErrorMessage(error)})");
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
