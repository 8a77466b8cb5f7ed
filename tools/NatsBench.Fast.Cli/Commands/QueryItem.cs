using NatsBench.Fast.Model;
using NatsBench.Fast.Queries;

namespace NatsBench.Fast.Cli.Commands;

/// <summary>What was measured of one architecture on one dataset, for one choice of seeds.</summary>
/// <param name="Architecture">Its text.</param>
/// <param name="Setting">The training setting.</param>
/// <param name="Runs">The runs and the choice among them.</param>
/// <param name="Sets">The sets that are asked for; the first must have an answer.</param>
internal sealed record QueryItem(string Architecture, TrainingSetting Setting, SelectedRuns Runs, IReadOnlyList<EvaluationSet> Sets)
{
    /// <summary>The first epoch that is shown, 0-based; a mean where runs of different lengths are averaged.</summary>
    public double FirstEpoch { get; private init; }

    /// <summary>For each set what was measured, epoch by epoch; null where a set was not measured then.</summary>
    public IReadOnlyList<Metrics?[]> Measured { get; private init; } = [];

    /// <summary>For each set what each seed shows at the one epoch; empty unless asked for.</summary>
    public IReadOnlyList<Metrics?[]> OfSeeds { get; private init; } = [];

    public long[] Seeds => Runs.Seed is { } seed ? [seed] : Runs.Runs.Seeds.ToArray();

    /// <summary>Whether every epoch is shown.</summary>
    public bool IsCurve { get; private init; }

    /// <summary>The sets that are shown where none is named: all of a record, and of a partial file those that it has.</summary>
    public static IReadOnlyList<EvaluationSet> SetsOf(NatsBenchmark bench, SelectedRuns runs)
    {
        IReadOnlyList<EvaluationSet> sets = runs.Runs.Sets;
        EvaluationSet[] known = bench.Provenance.Partial.Length == 0 ? [] : [.. sets.Where(set => TryMeasure(runs, set, epoch: null) is not null)];
        return known.Length > 0 ? known : sets;
    }

    /// <summary>Measures at one epoch.</summary>
    /// <param name="epoch">0-based; null is the last.</param>
    /// <param name="eachSeed">Whether each seed is wanted beside the mean.</param>
    /// <exception cref="RefusedException">The first set was not measured then.</exception>
    public QueryItem At(int? epoch, bool eachSeed)
    {
        Metrics first = Runs.Metrics(Sets[0], epoch);
        return this with
        {
            FirstEpoch = first.Epoch,
            Measured = [[first], .. Sets.Skip(1).Select(set => new[] { TryMeasure(Runs, set, epoch) })],
            OfSeeds = eachSeed
                ? [.. Sets.Select(set => Seeds.Select(seed => TryMeasure(Runs.Runs.ForSeed(seed), set, epoch)).ToArray())]
                : [],
        };
    }

    /// <summary>Measures at every epoch.</summary>
    /// <exception cref="RefusedException">The first set was not measured after the last.</exception>
    public QueryItem Curves()
    {
        int last = (int)Runs.Metrics(Sets[0]).Epoch;
        return this with
        {
            IsCurve = true,
            Measured = [.. Sets.Select(set => Enumerable.Range(0, last + 1).Select(epoch => TryMeasure(Runs, set, epoch)).ToArray())],
        };
    }

    // Many sets were measured after the last epoch only: beside others, a missing one is a gap and no error.
    private static Metrics? TryMeasure(SelectedRuns runs, EvaluationSet set, int? epoch)
    {
        try
        {
            return runs.Metrics(set, epoch);
        }
        catch (RefusedException)
        {
            return null;
        }
    }
}
