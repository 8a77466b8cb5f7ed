using NatsBench.Fast.Reading;
using NatsBench.Fast.Records;
using NatsBench.Fast.Schema;

namespace NatsBench.Fast.Views;

/// <summary>
/// Which trials are plain: every number that a rule may ask for after the last epoch is there, so that the rule comes down to reading
/// cells. In official archives nearly all are; what is not plain is left to the rules (<c>Queries</c>), whatever it holds.
/// </summary>
internal sealed class PlainTrials
{
    private readonly bool[] _plain;

    private PlainTrials(NatsBenchFile file, TrialTable table, Func<TrialForm, bool> isPlain, IEnumerable<WholeColumn<double>?> needed)
    {
        _plain = new bool[table.Seeds?.ItemCount ?? 0];
        if (_plain.Length == 0)
            return;
        bool[] fits = [.. file.Metadata.TrialForms.Select(isPlain)];
        using ColumnLease<int> forms = table.Forms!.Borrow();
        using ColumnLease<int> epochs = table.Epochs!.Borrow();
        for (int trial = 0; trial < _plain.Length; trial++)
            // A number beyond the forms is a trial that is not there, or damage, which the rules report.
            _plain[trial] = epochs.Cells[trial] > 0 && (uint)forms.Cells[trial] < (uint)fits.Length && fits[forms.Cells[trial]];
        foreach (WholeColumn<double>? column in needed)
            Require(column);
    }

    /// <summary>Trials with loss, accuracy and times of some sets; <c>train</c> is the training set.</summary>
    public static PlainTrials WithMetrics(NatsBenchFile file, TrialTable table, params string[] sets) => new(
        file, table,
        form => sets.All(set => set == "train"
            ? (form.Absent & (AbsentTables.TrainLoss | AbsentTables.TrainTop1 | AbsentTables.TrainTime)) == 0
            : form.KeepsEvaluationTimes),
        sets.Select(table.Columns).SelectMany(columns => new[] { columns.LastLoss, columns.LastTop1, columns.LastTime, columns.TotalTime }));

    /// <summary>Trials with what the cost rules add up: all training times, a latency or none kept at all, and no half-kept evaluation times.</summary>
    public static PlainTrials WithCosts(NatsBenchFile file, TrialTable table) => new(
        file, table,
        form => form.KeepsAllTrainTimes && (form.Absent & AbsentTables.TrainTime) == 0 && form.LatencyCount != 0,
        table.Sets.Select(set => set.Value.TotalTime).Where(column => column is not null).Append(table.Train.TotalTime));

    /// <summary>True when all trials of a range are plain.</summary>
    public bool All(int first, int count) => !_plain.AsSpan(first, count).Contains(false);

    private void Require(WholeColumn<double>? column)
    {
        if (column is null)
            _plain.AsSpan().Clear();
        else if (!column.HoldsAllNumbers)
            for (int trial = 0; trial < _plain.Length; trial++)
                _plain[trial] &= column.StateAt(trial) == CellState.Number;
    }
}
