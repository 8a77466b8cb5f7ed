using NatsBench.Fast.Format;

namespace NatsBench.Fast.Schema;

/// <summary>
/// The one table that gives column keys their meaning: name 1 is the setting, name 2 the dataset, name 3 the
/// evaluation set (none for the training set), kind the quantity. Name 1 of an extra column is its own.
/// </summary>
internal static class ColumnNames
{
    public static ColumnKey Archive(ArchiveColumn column) =>
        new(FileLayout.NoName, FileLayout.NoName, FileLayout.NoName, (byte)column, (byte)ColumnPart.Archive);

    public static ColumnKey Trial(ushort setting, ushort dataset, TrialColumn column, ushort set = FileLayout.NoName) =>
        new(setting, dataset, set, (byte)column, (byte)ColumnPart.Trial);

    public static ColumnKey Curve(ushort setting, ushort dataset, ushort set, CurveColumnKind column) =>
        new(setting, dataset, set, (byte)column, (byte)ColumnPart.Curve);

    public static ColumnKey Extra(ushort name, ExtraColumnKind column) =>
        new(name, FileLayout.NoName, FileLayout.NoName, (byte)column, (byte)ColumnPart.Extra);

    /// <summary>Whether this version gives the key a meaning.</summary>
    public static bool IsKnown(ColumnKey key) => (ColumnPart)key.Part switch
    {
        ColumnPart.Archive => (ArchiveColumn)key.Kind is >= ArchiveColumn.Architectures and <= ArchiveColumn.Graphs,
        ColumnPart.Trial => (TrialColumn)key.Kind is (>= TrialColumn.FirstTrial and <= TrialColumn.Latency) or (>= TrialColumn.LastTop1 and <= TrialColumn.TotalTime),
        ColumnPart.Curve => (CurveColumnKind)key.Kind is >= CurveColumnKind.Top1 and <= CurveColumnKind.Elapsed,
        ColumnPart.Extra => (ExtraColumnKind)key.Kind is ExtraColumnKind.Description or ExtraColumnKind.Values,
        _ => false,
    };

    /// <summary>The type every reader and writer agrees on for a column.</summary>
    public static ElementType TypeOf(ColumnKey key) => ((ColumnPart)key.Part, key.Kind) switch
    {
        (ColumnPart.Archive, (byte)ArchiveColumn.Architectures or (byte)ArchiveColumn.Metadata) => ElementType.Bytes,
        (ColumnPart.Extra, (byte)ExtraColumnKind.Description) => ElementType.Bytes,
        (ColumnPart.Archive, (byte)ArchiveColumn.Graphs) => ElementType.Int64,
        (ColumnPart.Archive, _) => ElementType.Int32,
        (ColumnPart.Trial, (byte)TrialColumn.FirstTrial or (byte)TrialColumn.Form or (byte)TrialColumn.Epochs) => ElementType.Int32,
        (ColumnPart.Trial, (byte)TrialColumn.Seed) => ElementType.Int64,
        _ => ElementType.Float64,
    };

    /// <summary>Whether a column has one cell an item, at position 0: all but curves, and the lists of latencies.</summary>
    public static bool HasOneCellAnItem(ColumnKey key) =>
        (ColumnPart)key.Part != ColumnPart.Curve && key is not { Part: (byte)ColumnPart.Trial, Kind: (byte)TrialColumn.Latency };

    /// <summary>Whether a key names a set, or none for the training set: curves, and the numbers of the last epoch.</summary>
    public static bool HasSet(ColumnKey key) =>
        (ColumnPart)key.Part == ColumnPart.Curve
        || ((ColumnPart)key.Part == ColumnPart.Trial && key.Kind >= (byte)TrialColumn.LastTop1);

    /// <summary>A readable name such as <c>200/cifar10/ori-test/LastTop1</c>, for messages and listings.</summary>
    public static string Describe(ColumnKey key, IReadOnlyList<string> names)
    {
        string quantity = (ColumnPart)key.Part switch
        {
            ColumnPart.Archive => ((ArchiveColumn)key.Kind).ToString(),
            ColumnPart.Trial => ((TrialColumn)key.Kind).ToString(),
            ColumnPart.Curve => ((CurveColumnKind)key.Kind).ToString(),
            ColumnPart.Extra => ((ExtraColumnKind)key.Kind).ToString(),
            _ => $"part {key.Part} kind {key.Kind}",
        };
        string set = key.Name3 == FileLayout.NoName && HasSet(key) ? "train" : Name(key.Name3);
        return string.Join('/', new[] { Name(key.Name1), Name(key.Name2), set, quantity }.Where(part => part.Length > 0));

        string Name(ushort number) => number < names.Count ? names[number] : "";
    }
}
