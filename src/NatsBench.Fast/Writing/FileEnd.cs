using System.IO.Hashing;
using NatsBench.Fast.Format;
using NatsBench.Fast.Internals;

namespace NatsBench.Fast.Writing;

/// <summary>What makes a file of blocks a column file: the directory behind them, the header before.</summary>
internal static class FileEnd
{
    /// <summary>Writes both, flushes, and gives the file its name.</summary>
    public static void Write(AsideFile file, BlockSink sink, IReadOnlyList<ColumnEntry> columns, IReadOnlyList<string> names, ushort minorVersion)
    {
        byte[] directory = new FileDirectory(columns, names).ToArray();
        long offset = sink.WriteAligned(directory);
        FileHeader header = new(FileLayout.MajorVersion, minorVersion, file.Position, offset, directory.Length, XxHash3.HashToUInt64(directory));
        Span<byte> start = stackalloc byte[FileHeader.Size];
        header.Write(start);
        file.Commit(start);
    }
}
