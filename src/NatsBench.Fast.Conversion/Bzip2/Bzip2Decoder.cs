namespace NatsBench.Fast.Conversion.Bzip2;

/// <summary>Decompresses one bzip2 stream, taking from its input no byte behind the end.</summary>
internal abstract class Bzip2Decoder : IDisposable
{
    /// <summary>Decompresses some bytes.</summary>
    /// <returns>Their number; 0 only at the end of the stream.</returns>
    /// <exception cref="Bzip2Damage">The stream is not whole.</exception>
    public abstract int Read(byte[] buffer, int offset, int count);

    public abstract void Dispose();
}

/// <summary>A stream that is not whole, whichever library found it.</summary>
internal sealed class Bzip2Damage(string message, Exception? cause = null) : Exception(message, cause);
