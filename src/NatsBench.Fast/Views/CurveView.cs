using NatsBench.Fast.Queries;
using NatsBench.Fast.Reading;

namespace NatsBench.Fast.Views;

/// <summary>
/// Learning curves of one quantity on one set, bound once. A block of some hundred curves is unpacked when one of them is first asked
/// for and kept while the file's cache has room (256 MB, oldest out first); a warm query allocates nothing and takes no lock. Thread-safe.
/// </summary>
public sealed class CurveView
{
    private readonly TrialRange[] _runs;
    private readonly CurveColumn _column;

    internal CurveView(TrialRange[] runs, CurveColumn column) => (_runs, _column) = (runs, column);

    /// <summary>The curve of one run; empty where the record has none.</summary>
    /// <param name="architecture">0 to the size of the space - 1.</param>
    /// <param name="run">Position in the record's seed list (<see cref="TableView.Seeds"/>).</param>
    /// <exception cref="RefusedException">The index is outside the space, or the position outside the seed list.</exception>
    /// <exception cref="DamagedFileException">The block is not what was written.</exception>
    public LearningCurve this[int architecture, int run]
    {
        get
        {
            TrialRange[] runs = _runs;
            if ((uint)architecture >= (uint)runs.Length || (uint)run >= (uint)runs[architecture].Count)
                throw Outside(architecture, run);
            CurveSlice slice = _column[runs[architecture].First + run];
            return new LearningCurve(slice.FirstEpoch, slice.Values);
        }
    }

    private RefusedException Outside(int architecture, int run) => (uint)architecture >= (uint)_runs.Length
        ? new(Refusal.ValueError, $"architecture {architecture} is outside 0..{_runs.Length - 1}")
        : new(Refusal.IndexError, $"architecture {architecture}: run {run} is outside its {_runs[architecture].Count} runs");
}
