using NatsBench.Fast.Model;
using NatsBench.Fast.Records;
using NatsBench.Fast.Tables.Keys;

namespace NatsBench.Fast.Tables;

/// <summary>What a source does not say of itself, or is not to be believed. Immutable.</summary>
public sealed record TableOptions
{
    /// <summary>The layout, one of <see cref="ExtraTables.Formats"/>; null to tell it by the content.</summary>
    public string? Format { get; init; }

    /// <summary>How rows name architectures; null as the layout says, or to be found where that is unambiguous.</summary>
    public KeyKind? Key { get; init; }

    /// <summary>The column that holds the keys, of CSV, Parquet and JSON; null to find it.</summary>
    public string? KeyColumn { get; init; }

    /// <summary>The name of the only column, or what the names of all begin with, in place of the layout's first part; null for the layout's.</summary>
    public string? Name { get; init; }

    /// <summary>What becomes of an architecture that is named more than once.</summary>
    public DuplicateKeys Duplicates { get; init; }

    /// <summary>
    /// True to keep the numbers of devices for cells without a path from input to output: compilers fold such a network, and what
    /// was measured is nothing.
    /// </summary>
    public bool KeepsDisconnected { get; init; }

    /// <summary>Numbers that stand for none, besides those of the layout.</summary>
    public IReadOnlyList<double> Sentinels { get; init; } = [];

    /// <summary>The columns to take, of CSV, Parquet and JSON, by the source's own names; null for all that are numbers.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>The unit; null where the layout or the column's name says it.</summary>
    public string? Unit { get; init; }

    /// <summary>Which values are the better ones; null where the layout or the column's name says it.</summary>
    public Direction? Direction { get; init; }

    /// <summary>How the numbers came to be; null where the layout says it, or for measured ones.</summary>
    public ExtraKind? Kind { get; init; }

    /// <summary>The dataset; null where the layout says it.</summary>
    public string? Dataset { get; init; }

    /// <summary>The device; null where the layout says it.</summary>
    public string? Device { get; init; }

    /// <summary>The licence; null where the layout says it.</summary>
    public string? Licence { get; init; }
}
