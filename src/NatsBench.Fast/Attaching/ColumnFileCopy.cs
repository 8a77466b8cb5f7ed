using NatsBench.Fast.Format;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Reading;
using NatsBench.Fast.Records;
using NatsBench.Fast.Schema;
using NatsBench.Fast.Writing;

namespace NatsBench.Fast.Attaching;

/// <summary>Writes files of extra columns: behind a copy of what an archive gave, or alone.</summary>
internal static class ColumnFileCopy
{
    private const int CopyBytes = 1 << 20;

    /// <summary>What lies before the extra columns stays as it is, down to its places.</summary>
    public static void Write(NatsBenchFile file, IReadOnlyList<ExtraNumbers> extras, string target)
    {
        using MappedFile source = new(file.Path);
        (FileHeader header, FileDirectory directory) = MappedDirectory.Read(source, file.Path);
        if (header.Minor > FileLayout.MinorVersion)
            throw new NatsBenchException(
                $"{file.Path}: format version {header.Major}.{header.Minor} may hold more than this library knows of and would leave out; attach with a matching NatsBench.Fast");
        List<ColumnEntry> columns = [.. directory.Columns.Where(column => column.Key.Part != (byte)ColumnPart.Extra)];
        List<string> names = [.. directory.Names.Take(columns.Max(NamesUsed))];
        long end = file.Columns.Where(column => column.Entry.Key.Part != (byte)ColumnPart.Extra).Max(EndOf);
        using AsideFile aside = new(target);
        for (long offset = 0; offset < end; offset += CopyBytes)
            source.ReadOnce(offset, (int)long.Min(CopyBytes, end - offset), aside, static (bytes, aside) =>
            {
                aside.Write(bytes);
                return true;
            });
        Complete(aside, columns, names, extras, file.Architectures.Sha256);
    }

    /// <summary>Extra columns of a file in a file of their own.</summary>
    public static void WriteAlone(NatsBenchFile file, IReadOnlyList<ExtraNumbers> extras, string target)
    {
        using AsideFile aside = new(target);
        aside.Write(stackalloc byte[FileHeader.Size]);
        Complete(aside, [], [], extras, file.Architectures.Sha256);
    }

    private static void Complete(
        AsideFile file, List<ColumnEntry> columns, List<string> names, IReadOnlyList<ExtraNumbers> extras, string architecturesSha256)
    {
        BlockSink sink = new(file, Environment.ProcessorCount);
        List<(ColumnBlocks Blocks, long Items)> written = [];
        foreach (ExtraNumbers extra in extras)
        {
            // A dataset may be called like it.
            int name = names.IndexOf(extra.Description.Name);
            if (name < 0)
            {
                name = names.Count;
                names.Add(extra.Description.Name);
            }
            if (name >= FileLayout.NoName)
                throw new NatsBenchException($"more than {FileLayout.NoName} names in one file; {extra.Description.Name} is one too many");
            written.AddRange(ExtraBlocks.Write((ushort)name, extra, architecturesSha256, sink));
        }
        sink.Drain();
        foreach ((ColumnBlocks blocks, long items) in written)
            columns.Add(blocks.WriteIndex(sink, items));
        ushort minorVersion = columns.Exists(column => column.Key == ColumnNames.Archive(ArchiveColumn.Graphs)) ? FileLayout.MinorVersion
            : extras.Count > 0 ? FileLayout.ExtraMinorVersion : FileLayout.PlainMinorVersion;
        FileEnd.Write(file, sink, columns, names, minorVersion);
    }

    private static int NamesUsed(ColumnEntry column) =>
        new[] { column.Key.Name1, column.Key.Name2, column.Key.Name3 }.Max(name => name == FileLayout.NoName ? 0 : name + 1);

    private static long EndOf(ColumnSource column) => column.Blocks.Aggregate(
        column.Entry.IndexOffset + (long)column.Blocks.Length * BlockEntry.Size, (end, block) => long.Max(end, block.Offset + block.StoredLength));
}
