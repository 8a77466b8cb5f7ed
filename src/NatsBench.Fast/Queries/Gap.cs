using System.Globalization;

namespace NatsBench.Fast.Queries;

/// <summary>
/// Why a question has no answer, told without throwing: sets that may be missing are asked for in every sweep. The refusal with
/// its text is made where somebody wants it.
/// </summary>
/// <param name="Kind">What is missing.</param>
/// <param name="Quantity">The quantity asked for, where it matters.</param>
/// <param name="Trial">The trial's number in the table, where it matters.</param>
/// <param name="Epoch">The epoch asked for, where it matters.</param>
internal readonly record struct Gap(GapKind Kind, string Quantity = "", int Trial = -1, int Epoch = -1)
{
    /// <summary>The refusal, with the exception type of the official library.</summary>
    /// <param name="runs">The runs that were asked.</param>
    /// <param name="set">The set that was asked for.</param>
    /// <param name="seed">The seed that was asked for.</param>
    public RefusedException ToRefusal(in Runs runs, string set, long seed) => Kind switch
    {
        GapKind.NoRun => new(Refusal.KeyError, $"{runs.Where}: no run at all"),
        GapKind.NoSeed => new(Refusal.ValueError, $"{runs.Where}: no seed {seed}; it has {Listed(runs.Seeds)}"),
        GapKind.NoTrial => new(Refusal.KeyError, $"{runs.Where}: the record lists seed {runs.SeedOf(Trial)} but holds no trial of it"),
        GapKind.EpochOutside => new(Refusal.ValueError, $"{runs.Where}: epoch {Epoch} is outside 0..{runs.Table.Epochs!.Cells[Trial] - 1}"),
        GapKind.NoEvaluationTime => new(Refusal.ValueError, Place(runs, set)),
        GapKind.NoneInside => new(Refusal.TypeError, $"{Place(runs, set)}: the record holds None"),
        GapKind.NoneAmongNumbers => new(Refusal.TypeError, $"{runs.Where}: a run holds None where the first one holds a number; ask for a single seed"),
        _ => new(Refusal.KeyError, Place(runs, set)),
    };

    private string Place(in Runs runs, string set) => $"{runs.Where}, seed {runs.SeedOf(Trial)}: no {Quantity} of {set} at epoch {Epoch}";

    private static string Listed(ReadOnlySpan<long> seeds)
    {
        List<string> texts = [];
        foreach (long seed in seeds)
            texts.Add(seed.ToString(CultureInfo.InvariantCulture));
        return texts.Count == 0 ? "none" : string.Join(", ", texts);
    }
}

/// <summary>The kinds of <see cref="Gap"/>.</summary>
internal enum GapKind
{
    /// <summary>The value is not in the record.</summary>
    NoValue,

    /// <summary>There is no run at all.</summary>
    NoRun,

    /// <summary>No run has the seed.</summary>
    NoSeed,

    /// <summary>A seed is listed without a trial.</summary>
    NoTrial,

    /// <summary>The epoch lies outside the run.</summary>
    EpochOutside,

    /// <summary>The trial kept evaluation times, but not this one.</summary>
    NoEvaluationTime,

    /// <summary>The record holds <c>None</c> where the official library computes.</summary>
    NoneInside,

    /// <summary>A later run holds <c>None</c> where the first one holds a number.</summary>
    NoneAmongNumbers,
}
