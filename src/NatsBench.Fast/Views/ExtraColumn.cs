using NatsBench.Fast.Reading;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.Views;

/// <summary>
/// One number for each architecture that the archive itself does not have, from the benchmark's file or from one beside it. Thread-safe;
/// not to be used after the benchmark is disposed.
/// </summary>
public sealed class ExtraColumn
{
    private readonly WholeColumn<double> _values;

    internal ExtraColumn(ExtraEntry entry, ExtraDescription description)
    {
        (_values, Description, Path) = (entry.Values, description, entry.Path);
    }

    /// <summary>What it is.</summary>
    public ExtraDescription Description { get; }

    /// <summary>The name it is asked for by.</summary>
    public string Name => Description.Name;

    /// <summary>The file that holds it: the benchmark's, or one beside it.</summary>
    public string Path { get; }

    /// <summary>The number of each architecture, by index; NaN where there is none. Checked and decoded on first use, and kept.</summary>
    /// <exception cref="DamagedFileException">The column is not what was written.</exception>
    public ReadOnlySpan<double> Values => _values.Cells;
}
