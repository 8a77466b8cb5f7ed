using ICSharpCode.SharpZipLib.BZip2;

namespace NatsBench.Fast.Conversion.Bzip2;

/// <summary>The managed decompressor.</summary>
internal sealed class SharpZipLibrary : Bzip2Library
{
    public override string Name { get; } = $"SharpZipLib {typeof(BZip2InputStream).Assembly.GetName().Version?.ToString(3)}";

    public override Bzip2Decoder Open(CompressedInput input) => new Decoder(input);

    // The decompressor indexes its tables with what the file says and relies on the bounds checks.
    private static bool IsDamage(Exception e) =>
        e is BZip2Exception or EndOfStreamException or IndexOutOfRangeException or ArgumentException
            or OverflowException or InsufficientExecutionStackException;

    private sealed class Decoder : Bzip2Decoder
    {
        private readonly BZip2InputStream _stream;

        public Decoder(CompressedInput input)
        {
            try
            {
                _stream = new BZip2InputStream(input) { IsStreamOwner = false };
            }
            catch (Exception e) when (IsDamage(e))
            {
                throw new Bzip2Damage(e.Message, e);
            }
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            try
            {
                return _stream.Read(buffer, offset, count);
            }
            catch (Exception e) when (IsDamage(e))
            {
                throw new Bzip2Damage(e.Message, e);
            }
        }

        public override void Dispose() => _stream.Dispose();
    }
}
