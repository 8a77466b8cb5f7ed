namespace NatsBench.Fast.Format;

/// <summary>Constants of the container, each with its reason; docs/format.md states the same figures.</summary>
internal static class FileLayout
{
    /// <summary>Version of the format that this library writes; it reads every minor version of its major one.</summary>
    public const ushort MajorVersion = 1;
    public const ushort MinorVersion = 3;

    /// <summary>The minor version of a file with extra columns of a space whose architectures are numbered by a formula.</summary>
    public const ushort ExtraMinorVersion = 2;

    /// <summary>The minor version of a file with neither extra columns nor graphs: who knows no other can read all of it.</summary>
    public const ushort PlainMinorVersion = 1;

    /// <summary>Blocks start on a cache line, which is also the widest vector register.</summary>
    public const int Alignment = 64;

    /// <summary>Names are numbered with 16 bits; this number stands for "no name".</summary>
    public const ushort NoName = ushort.MaxValue;

    /// <summary>No block unpacks to more: a bound for every allocation that a file can ask for.</summary>
    public const int MaxBlockBytes = 1 << 26;

    /// <summary>No block of numbers has more cells: a bound for what one question can cost.</summary>
    public const int MaxBlockCells = 1 << 20;

    /// <summary>No item of numbers has more cells, and none a cell at a higher position (the longest official training has 200 epochs).</summary>
    public const int MaxItemCells = 1 << 14;

    /// <summary>LZ4 makes at most so many bytes of one: no column unpacks to more than so many times the file it lies in.</summary>
    public const int MaxExpansion = 255;

    /// <summary>No column that is read as a whole holds more cells (a full space has about 100,000).</summary>
    public const int MaxWholeColumnCells = 1 << 26;

    /// <summary>No directory is larger (a full topology space's is about 20 kB).</summary>
    public const int MaxDirectoryBytes = 1 << 26;

    /// <summary>The next multiple of <see cref="Alignment"/>.</summary>
    public static long Align(long offset) => (offset + (Alignment - 1)) & ~(long)(Alignment - 1);
}
