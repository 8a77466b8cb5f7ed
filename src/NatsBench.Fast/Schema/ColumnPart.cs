namespace NatsBench.Fast.Schema;

/// <summary>Which part of the file a column belongs to; the number is what the file stores.</summary>
internal enum ColumnPart : byte
{
    /// <summary>About the whole archive: architectures, forms, provenance. No names in the key.</summary>
    Archive = 0,

    /// <summary>One row of cells a trial, read whole: seeds, costs, last epochs. Keyed by setting, dataset and, for last epochs, set.</summary>
    Trial = 1,

    /// <summary>Learning curves, read block by block. Keyed by setting, dataset and set.</summary>
    Curve = 2,

    /// <summary>Numbers of architectures that the archive does not have. Keyed by the extra column's name.</summary>
    Extra = 3,
}
