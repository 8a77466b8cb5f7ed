namespace NatsBench.Fast.Reports.Runs;

/// <summary>Runs of search algorithms, ours or anybody's, that are looked at together. Immutable, thread-safe.</summary>
public sealed record RunSet
{
    /// <summary>Puts entries together.</summary>
    /// <param name="entries">One for each algorithm with its hyper-parameters, dataset searched, dataset reported and budget, in the order of the sources.</param>
    public RunSet(IReadOnlyList<RunEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        Entries = RunNames.Shorten(entries);
    }

    /// <summary>The entries; each name has the hyper-parameters in which runs of that algorithm differ here, and no others.</summary>
    public IReadOnlyList<RunEntry> Entries { get; }

    /// <summary>Puts sets together, one after the other.</summary>
    /// <param name="sets">The sets.</param>
    public static RunSet Of(IEnumerable<RunSet> sets)
    {
        ArgumentNullException.ThrowIfNull(sets);
        return new RunSet([.. sets.SelectMany(set => set.Entries)]);
    }
}
