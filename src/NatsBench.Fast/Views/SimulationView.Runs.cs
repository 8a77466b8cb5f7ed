using NatsBench.Fast.Queries;

namespace NatsBench.Fast.Views;

public sealed partial class SimulationView
{
    /// <summary>Number of runs that a draw chooses from, each a seed of the record; 0 where the architecture has no record here.</summary>
    /// <param name="architecture">0 to <see cref="Count"/> - 1.</param>
    /// <exception cref="RefusedException">The index is outside the space.</exception>
    public int RunCount(int architecture) => RangeOf(architecture).Count;

    /// <summary>Where in the record's seed list the run stands that a draw points at, for <see cref="CurveView"/>.</summary>
    /// <param name="architecture">0 to <see cref="Count"/> - 1.</param>
    /// <param name="draw">32 uniform bits, as for <see cref="Train(int, uint)"/>.</param>
    /// <exception cref="RefusedException">The index is outside the space.</exception>
    public int RunAt(int architecture, uint draw) => Position(draw, RunCount(architecture));

    /// <summary>The seed of the run that a draw points at, such as 777. The first question binds a byte a run; then it is two array reads.</summary>
    /// <param name="architecture">0 to <see cref="Count"/> - 1.</param>
    /// <param name="draw">32 uniform bits, as for <see cref="Train(int, uint)"/>.</param>
    /// <exception cref="RefusedException">The index is outside the space, or there is no run.</exception>
    public unsafe long Seed(int architecture, uint draw)
    {
        if ((uint)architecture < _count)
        {
            bool isKnown = _seeds.Value.TryGet(ChosenRun(_firstRuns, (uint)architecture, draw), out long seed);
            GC.KeepAlive(this);
            if (isKnown)
                return seed;
        }
        return SeedOfRecord(architecture, draw);
    }

    private long SeedOfRecord(int architecture, uint draw) => RangeOf(architecture) is { Count: > 0 } range
        ? _trained.Seeds!.Cells[range.First + Position(draw, range.Count)]
        : _records.Runs(architecture, _trained.Dataset, _trained.Setting).At(0).Seed!.Value;

    /// <summary>True when <see cref="Train(int, uint)"/> answers whatever the draw; false where it refuses one, or all.</summary>
    /// <param name="architecture">0 to <see cref="Count"/> - 1.</param>
    /// <exception cref="RefusedException">The index is outside the space.</exception>
    public bool Answers(int architecture)
    {
        _records.CheckIndex(architecture);
        foreach (ref Training training in RunsOf(architecture))
            if (RefusedMark.Is(training.Accuracy))
                return false;
        return true;
    }

    private TrialRange RangeOf(int architecture)
    {
        _records.CheckIndex(architecture);
        int row = _file.RowOfArchitecture[architecture];
        return row < 0 ? default : TrialRange.Of(_trained.FirstTrial.Cells, row);
    }

    private static int Position(uint draw, int count) => (int)(((ulong)draw * (uint)count) >> 32);
}
