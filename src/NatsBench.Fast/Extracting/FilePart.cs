using NatsBench.Fast.Format;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Reading;
using NatsBench.Fast.Records;
using NatsBench.Fast.Schema;
using NatsBench.Fast.Writing;

namespace NatsBench.Fast.Extracting;

/// <summary>The columns of a file that are kept, on their way into another.</summary>
internal sealed class FilePart(NatsBenchFile file, ExtractionOptions options)
{
    private const int BlockCells = 1 << 15;

    private readonly FormSelection _forms = new(file.Metadata.RecordForms, setting => KeepsSetting(options, setting), dataset => KeepsDataset(options, dataset));
    private readonly int[] _rows = Rows(file, options);
    private readonly Dictionary<TrialTable, int[]> _trials = [];

    private bool HasAllRows => _rows.Length == file.RowCount;

    private bool HasAllForms => options.Settings is null && options.Datasets is null;

    /// <summary>Writes them, curves first, in the order in which they lie in the file.</summary>
    public void Write(string target)
    {
        using MappedFile source = new(file.Path);
        (FileHeader header, FileDirectory directory) = MappedDirectory.Read(source, file.Path);
        if (header.Minor > FileLayout.MinorVersion)
            throw new NatsBenchException($"{file.Path}: format version {header.Major}.{header.Minor} may hold more than this library knows of and would leave out; extract with a matching NatsBench.Fast");
        ColumnSource[] kept = [.. file.Columns.Where(column => Keeps(column, directory.Names))];
        string[] names = [.. directory.Names.Where((_, number) => Array.Exists(kept, column => Uses(column.Entry.Key, number)))];
        Dictionary<ColumnSource, ColumnKey> keys = kept.ToDictionary(column => column, column => Renumber(column.Entry.Key, directory.Names, names));
        using AsideFile aside = new(target);
        aside.Write(stackalloc byte[FileHeader.Size]);
        BlockSink sink = new(aside, threads: 1);
        Dictionary<ColumnSource, ColumnEntry> entries = [];
        foreach (ColumnPart part in (ColumnPart[])[ColumnPart.Curve, ColumnPart.Trial, ColumnPart.Archive, ColumnPart.Extra])
        {
            ColumnSource[] columns = [.. kept.Where(column => (ColumnPart)column.Entry.Key.Part == part).OrderBy(column => column.Entry.IndexOffset)];
            Dictionary<ColumnSource, (ColumnBlocks Blocks, long Items)> written = [];
            foreach (ColumnSource column in columns)
                if (Change(column, keys[column], sink) is { } changed)
                    written.Add(column, changed);
            sink.Drain();
            (ColumnSource Column, ColumnKey)[] whole = [.. columns.Where(column => !written.ContainsKey(column)).Select(column => (column, keys[column]))];
            foreach ((ColumnBlocks blocks, (ColumnSource column, _)) in BlockCopy.Whole(source, whole, sink).Zip(whole))
                written.Add(column, (blocks, column.ItemCount));
            foreach (ColumnSource column in columns)
                entries.Add(column, written[column].Blocks.WriteIndex(sink, written[column].Items));
        }
        FileEnd.Write(aside, sink, [.. kept.Select(column => entries[column])], names, (ushort)header.Minor);
    }

    private static bool Uses(ColumnKey key, int name) => key.Name1 == name || key.Name2 == name || key.Name3 == name;

    private static ColumnKey Renumber(ColumnKey key, IReadOnlyList<string> before, string[] names)
    {
        return key with { Name1 = Number(key.Name1), Name2 = Number(key.Name2), Name3 = Number(key.Name3) };

        ushort Number(ushort number) => number == FileLayout.NoName ? number : (ushort)Array.IndexOf(names, before[number]);
    }

    private static bool KeepsSetting(ExtractionOptions options, string setting) => options.Settings?.Any(one => one.Key == setting) != false;

    private static bool KeepsDataset(ExtractionOptions options, string dataset) => options.Datasets?.Any(one => one.Name == dataset) != false;

    private static int[] Rows(NatsBenchFile file, ExtractionOptions options) => options.Architectures is not { } architectures
        ? [.. Enumerable.Range(0, file.RowCount)]
        : [.. architectures.Select(architecture => file.RowOfArchitecture[architecture]).Distinct().Order()];

    private bool Keeps(ColumnSource column, IReadOnlyList<string> names) => (ColumnPart)column.Entry.Key.Part switch
    {
        ColumnPart.Archive or ColumnPart.Extra => true,
        ColumnPart.Curve when options.WithoutCurves => false,
        _ => KeepsSetting(options, names[column.Entry.Key.Name1]) && KeepsDataset(options, names[column.Entry.Key.Name2]),
    };

    // A column that is not the same in both; null for one that is.
    private (ColumnBlocks, long)? Change(ColumnSource column, ColumnKey key, BlockSink sink) => ((ColumnPart)key.Part, (ArchiveColumn)key.Kind) switch
    {
        (ColumnPart.Archive, ArchiveColumn.Metadata) when !HasAllForms || options.WithoutCurves => Bytes(key, MetadataJson.Write(file.Metadata with
        {
            RecordForms = HasAllForms ? file.Metadata.RecordForms : _forms.Forms,
            Contents = options.WithoutCurves ? TableContents.FinalOnly : file.Metadata.Contents,
        }), sink),
        (ColumnPart.Archive, ArchiveColumn.RowForm) when HasAllForms && !HasAllRows => (BlockCopy.Some(column, key, _rows, sink), _rows.Length),
        (ColumnPart.Archive, ArchiveColumn.RowForm) when !HasAllForms => Integers(key, [.. _rows.Select(row => _forms[file.RowForm.Cells[row]])], sink),
        (ColumnPart.Archive, ArchiveColumn.RowArchitecture) when !HasAllRows => (BlockCopy.Some(column, key, _rows, sink), _rows.Length),
        (ColumnPart.Trial or ColumnPart.Curve, _) when !HasAllRows => OfTrials(column, key, sink),
        _ => null,
    };

    private (ColumnBlocks, long) OfTrials(ColumnSource column, ColumnKey key, BlockSink sink)
    {
        TrialTable table = file.Tables.Single(one => one.FirstTrial.Source == column || one.TrialColumns().Contains(column));
        ReadOnlySpan<int> starts = table.FirstTrial.Cells;
        if (table.FirstTrial.Source == column)
        {
            List<int> first = [0];
            foreach (int row in _rows)
                first.Add(first[^1] + starts[row + 1] - starts[row]);
            return Integers(key, [.. first], sink);
        }
        if (!_trials.TryGetValue(table, out int[]? trials))
        {
            List<int> chosen = [];
            foreach (int row in _rows)
                chosen.AddRange(Enumerable.Range(starts[row], starts[row + 1] - starts[row]));
            _trials.Add(table, trials = [.. chosen]);
        }
        return (BlockCopy.Some(column, key, trials, sink), trials.Length);
    }

    private static (ColumnBlocks, long) Integers(ColumnKey key, int[] values, BlockSink sink) =>
        (IntegerColumn.Write<int>(key, ElementType.Int32, values, sink, BlockCells), values.Length);

    private static (ColumnBlocks, long) Bytes(ColumnKey key, byte[] bytes, BlockSink sink) =>
        (IntegerColumn.Write<byte>(key, ElementType.Bytes, bytes, sink, FileLayout.MaxBlockBytes), bytes.Length);
}
