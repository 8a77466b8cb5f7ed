namespace NatsBench.Fast.Conversion.Bzip2;

/// <summary>What decompresses. The bytes are the same for any: bzip2 checks them with a CRC a block.</summary>
internal abstract class Bzip2Library
{
    /// <summary>SharpZipLib, which is always there.</summary>
    public static readonly Bzip2Library Managed = new SharpZipLibrary();

    /// <summary>The system's libbz2, a third faster; null where there is none.</summary>
    public static readonly Bzip2Library? Native = NativeBzip2.TryLoad();

    /// <summary>The fastest there is.</summary>
    public static Bzip2Library Best => Native ?? Managed;

    /// <summary>Name and version, as reports give them.</summary>
    public abstract string Name { get; }

    /// <summary>Begins the stream whose header comes next.</summary>
    /// <exception cref="Bzip2Damage">The header is none.</exception>
    public abstract Bzip2Decoder Open(CompressedInput input);
}
