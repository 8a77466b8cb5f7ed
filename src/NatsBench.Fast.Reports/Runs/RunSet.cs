namespace NatsBench.Fast.Reports.Runs;

/// <summary>Runs of search algorithms, ours or anybody's, that are looked at together. Immutable, thread-safe.</summary>
/// <param name="Entries">One for each algorithm with its hyper-parameters, dataset searched, dataset reported and budget, in the order of the sources.</param>
public sealed record RunSet(IReadOnlyList<RunEntry> Entries)
{
    /// <summary>Puts sets together, one after the other.</summary>
    /// <param name="sets">The sets.</param>
    public static RunSet Of(IEnumerable<RunSet> sets)
    {
        ArgumentNullException.ThrowIfNull(sets);
        return new RunSet([.. sets.SelectMany(set => set.Entries)]);
    }
}
