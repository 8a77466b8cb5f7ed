namespace NatsBench.Fast.Conversion.Weights;

/// <summary>Where the records of an archive are, each to be found by its architecture. Any number of threads may ask at once.</summary>
internal interface IWeightRecords
{
    /// <summary>The architectures that have a record, ascending.</summary>
    IReadOnlyList<int> Architectures { get; }

    /// <summary>The files that are read.</summary>
    IEnumerable<string> Files { get; }

    /// <summary>Why finding records is slower than it need be; null where it is not.</summary>
    string? Note { get; }

    /// <summary>What messages call the record of an architecture.</summary>
    /// <exception cref="NatsBenchException">There is none.</exception>
    string Find(int architecture);

    /// <summary>The compressed bytes of a record, all of them.</summary>
    /// <exception cref="NatsBenchException">There is none, or it is not whole.</exception>
    byte[] Read(int architecture);
}
