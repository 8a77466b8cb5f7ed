using NatsBench.Fast.Comparing;
using NatsBench.Fast.Views;

namespace NatsBench.Fast;

public sealed partial class NatsBenchmark
{
    /// <summary>
    /// Compares the numbers of two files of a space, column by column, to the last bit: trials by architecture and seed, extra columns by
    /// architecture.
    /// </summary>
    /// <param name="other">The other file.</param>
    /// <param name="progress">Told the share of tables that is done, 0 to 1.</param>
    /// <param name="cancellation">Stops between tables.</param>
    /// <returns>Each column that either file has: tables in the order of the first file, then extra columns.</returns>
    /// <exception cref="NatsBenchException">The files are of other architectures, or of others in their order.</exception>
    /// <exception cref="DamagedFileException">A file is not what was written.</exception>
    public IReadOnlyList<ColumnDifference> Compare(NatsBenchmark other, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (_file.Architectures.Sha256 != other._file.Architectures.Sha256)
            throw new NatsBenchException($"{Path} and {other.Path} are of other architectures, {Count} and {other.Count}, or of others in their order: nothing can be compared");
        List<ColumnDifference> differences = [];
        (string Setting, string Dataset)[] tables = [.. _file.Tables.Concat(other._file.Tables).Select(table => (table.Setting, table.Dataset)).Distinct()];
        for (int table = 0; table < tables.Length; table++)
        {
            cancellation.ThrowIfCancellationRequested();
            differences.AddRange(new TableComparison(_file, other._file, tables[table].Setting, tables[table].Dataset).Compare());
            progress?.Report((table + 1.0) / tables.Length);
        }
        foreach (string name in _extras.Value.Keys.Concat(other._extras.Value.Keys).Distinct())
            differences.Add(CompareExtra(name, _extras.Value.GetValueOrDefault(name), other._extras.Value.GetValueOrDefault(name)));
        return differences;
    }

    private static ColumnDifference CompareExtra(string name, ExtraColumn? first, ExtraColumn? second)
    {
        DifferenceTally tally = new(name);
        ReadOnlySpan<double> one = first is null ? [] : first.Values, two = second is null ? [] : second.Values;
        for (int architecture = 0; architecture < int.Max(one.Length, two.Length); architecture++)
            tally.Add(At(one, architecture), At(two, architecture), architecture);
        return tally.ToDifference();

        static double? At(ReadOnlySpan<double> values, int index) => index < values.Length && !double.IsNaN(values[index]) ? values[index] : null;
    }
}
