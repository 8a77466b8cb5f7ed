using NatsBench.Fast.Conversion.Provenance;

namespace NatsBench.Fast.Conversion;

/// <summary>What a conversion read, and what was absent or odd.</summary>
public sealed record ConversionReport
{
    /// <summary>Where the records came from, as the column file says it.</summary>
    public required Records.Provenance Provenance { get; init; }

    /// <summary>Whether a single pickle is the file that its official name promises.</summary>
    public required NameCheck NameCheck { get; init; }

    /// <summary>The library that decompressed, with its version: the system's <c>libbz2</c> where there is one, else <c>SharpZipLib</c>; empty where nothing was compressed.</summary>
    public required string Decompressor { get; init; }

    /// <summary>Architectures of the space.</summary>
    public required int Architectures { get; init; }

    /// <summary>Architectures with a record.</summary>
    public required int Records { get; init; }

    /// <summary>Training runs.</summary>
    public required long Trials { get; init; }

    /// <summary>Training runs whose trained weights the archive holds; a column file leaves weights out.</summary>
    public required long TrialsWithWeights { get; init; }

    /// <summary>Learning curves.</summary>
    public required long Curves { get; init; }

    /// <summary>Numbers in the learning curves.</summary>
    public required long Numbers { get; init; }

    /// <summary>What other records, epochs or seeds have and some lack; the column file says so too, cell by cell.</summary>
    public required IReadOnlyList<Finding> Absent { get; init; }

    /// <summary>What the official library never reads, or no official archive has; it is left out.</summary>
    public required IReadOnlyList<Finding> Odd { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Elapsed { get; init; }
}
