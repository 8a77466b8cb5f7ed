using NatsBench.Fast.Model;
using NatsBench.Fast.Reading;
using NatsBench.Fast.Schema;

namespace NatsBench.Fast.Queries;

/// <summary>
/// The runs of one architecture on one dataset under one setting: one for each seed that its record lists. Choose
/// among them by one of three verbs: <see cref="ForSeed"/>, <see cref="Mean"/>, <see cref="Sample"/>.
/// A light view onto the benchmark; valid while that is open; thread-safe.
/// </summary>
public readonly struct Runs
{
    private readonly NatsBenchFile _file;

    internal Runs(NatsBenchFile file, TrialTable table, int architecture, int row)
    {
        _file = file;
        Table = table;
        Architecture = architecture;
        (First, Count) = TrialRange.Of(table.FirstTrial.Cells, row);
    }

    /// <summary>Index of the architecture.</summary>
    public int Architecture { get; }

    /// <summary>The dataset trained on.</summary>
    public Dataset Dataset => new(Table.Dataset);

    /// <summary>Number of runs, 0 or more.</summary>
    public int Count { get; }

    /// <summary>The seeds in the record's own order (<c>get_dataset_seeds</c>).</summary>
    public ReadOnlySpan<long> Seeds => Count == 0 ? [] : Table.Seeds!.Cells.Slice(First, Count);

    /// <summary>The sets that the runs were measured on: <c>train</c>, then the evaluation sets that a run names, in its order.</summary>
    public IReadOnlyList<EvaluationSet> Sets
    {
        get
        {
            OrderedDictionary<string, EvaluationSet> sets = new() { [EvaluationSet.Train.Name] = EvaluationSet.Train };
            for (int trial = First; trial < First + Count; trial++)
                foreach (string name in FormOf(trial).EvaluationSets.Where(name => name.Length > 0))
                    sets.TryAdd(name, new EvaluationSet(name));
            return sets.Values;
        }
    }

    internal SearchSpace Space => SpaceOfFile.Of(_file);

    internal TrialTable Table { get; }

    internal int First { get; }

    internal string Where => $"architecture {Architecture}, {Table.Dataset}, setting {Table.Setting}{_file.PartialHint}";

    /// <summary>The run with a seed. That it exists is checked when it is asked something.</summary>
    /// <param name="seed">A seed, such as 777.</param>
    public SelectedRuns ForSeed(long seed) => new(this, Seeds.IndexOf(seed), seed);

    /// <summary>The mean over all runs, as tables of papers report it.</summary>
    public SelectedRuns Mean() => new(this, SelectedRuns.All, 0);

    /// <summary>One run, drawn uniformly: what a search sees.</summary>
    /// <param name="random">The caller's generator; the draw takes one number from it.</param>
    /// <exception cref="RefusedException">There is no run to draw from.</exception>
    public SelectedRuns Sample(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        // A generator refuses to draw below zero, so it is asked only where there is something to draw.
        return At(Count == 0 ? 0 : random.Next(Count));
    }

    /// <summary>The run at a position of the seed list.</summary>
    /// <exception cref="RefusedException">There is no run to draw from.</exception>
    internal SelectedRuns At(int position) => Count == 0
        ? throw new RefusedException(Refusal.IndexError, $"{Where}: no run to draw from")
        : new(this, position, Seeds[position]);

    /// <summary>What the architecture costs (<c>get_cost_info</c>), mean over seeds.</summary>
    /// <exception cref="RefusedException">The official library refuses as well: a seed without a trial, seeds that disagree without 888, no run.</exception>
    public CostInfo Cost() => CostRules.Measure(this);

    /// <summary>Seconds for a batch of 256 (<c>get_latency</c>), mean over seeds; null where it was never measured.</summary>
    /// <exception cref="RefusedException">As <see cref="Cost"/>.</exception>
    public double? Latency() => Cost().Latency;

    /// <summary>True of a file made of less than an archive, which is asked for what it has.</summary>
    internal bool IsPartial => _file.Metadata.Provenance.Partial.Length > 0;

    internal void RequireCurve(string set, CurveColumnKind column) => _file.RequireCurve(Table, set, column);

    internal long SeedOf(int trial) => Table.Seeds!.Cells[trial];

    /// <summary>The first listed seed without a trial, as a trial's number; -1 when all have one.</summary>
    internal int FirstAbsentTrial =>
        Count > 0 && Table.Forms!.Cells.Slice(First, Count).IndexOf(TrialForm.NoTrial) is >= 0 and var position ? First + position : -1;

    /// <summary>The official library looks all trials up before it reads the first.</summary>
    internal void RefuseAbsentTrials()
    {
        if (FirstAbsentTrial is >= 0 and var absent)
            throw new Gap(GapKind.NoTrial, Trial: absent).ToRefusal(this, "", 0);
    }

    internal TrialForm FormOf(int trial)
    {
        int number = Table.Forms!.Cells[trial];
        return number != TrialForm.NoTrial ? _file.Metadata.TrialForms[number] : throw new Gap(GapKind.NoTrial, Trial: trial).ToRefusal(this, "", 0);
    }
}
