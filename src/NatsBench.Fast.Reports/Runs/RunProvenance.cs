namespace NatsBench.Fast.Reports.Runs;

/// <summary>Where runs come from, and what is known of how they were made.</summary>
/// <param name="Source">The file or folder.</param>
/// <param name="Format">How it is written.</param>
/// <param name="Sha256">SHA-256 of the file that holds the outcomes, hexadecimal.</param>
/// <param name="Pairing">Whether trials of one number met the same luck.</param>
/// <param name="PairingReason">How that is known.</param>
/// <param name="Clock">What seconds are.</param>
public sealed record RunProvenance(string Source, RunFormat Format, string Sha256, TrialPairing Pairing, string PairingReason, RunClock Clock)
{
    /// <summary>What a reader should know of the trials; empty where there is nothing.</summary>
    public string Note { get; init; } = "";

    /// <summary>The study that was run, as JSON; null where there was none.</summary>
    public string? Study { get; init; }

    /// <summary>What ran it, with its version; null where nobody says.</summary>
    public string? Version { get; init; }

    /// <summary>SHA-256 of the benchmark's file that answered, hexadecimal; null where nobody says.</summary>
    public string? Benchmark { get; init; }

    /// <summary>The model that made the benchmark's numbers; null where nobody says that one did.</summary>
    public string? Model { get; init; }

    /// <summary>The root seed; null where nobody says.</summary>
    public ulong? Seed { get; init; }

    /// <summary>
    /// What the luck of a trial depends on: trials of entries with the same text pair by their numbers; null where none pair.
    /// </summary>
    public string? World { get; init; }
}
