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
    private readonly NatsBenchFile _file;
    private readonly TrialTable _table;
    private readonly bool[] _plain;

    /// <summary>Begins with the trials that exist and trained for an epoch or more.</summary>
    public PlainTrials(NatsBenchFile file, TrialTable table)
    {
        (_file, _table) = (file, table);
        _plain = new bool[table.Seeds?.ItemCount ?? 0];
        if (_plain.Length == 0)
            return;
        using ColumnLease<int> epochs = table.Epochs!.Borrow();
        for (int trial = 0; trial < _plain.Length; trial++)
            _plain[trial] = epochs.Cells[trial] > 0;
        RequireForm(_ => true);
    }

    /// <summary>True when all trials of a range are plain.</summary>
    public bool All(int first, int count) => !_plain.AsSpan(first, count).Contains(false);

    /// <summary>Requires loss, accuracy and times of a set, or of the training set.</summary>
    public PlainTrials RequireMetrics(string set)
    {
        bool isTraining = set == "train";
        RequireForm(isTraining
            ? form => (form.Absent & (AbsentTables.TrainLoss | AbsentTables.TrainTop1 | AbsentTables.TrainTime)) == 0
            : form => form.KeepsEvaluationTimes);
        SetColumns columns = isTraining ? _table.Train : _table.Set(set);
        RequireNumber(columns.LastLoss);
        RequireNumber(columns.LastTop1);
        RequireNumber(columns.LastTime);
        RequireNumber(columns.TotalTime);
        return this;
    }

    /// <summary>Requires what the cost rules add up: all training times, at least one latency or none kept, and no half-kept evaluation times.</summary>
    public PlainTrials RequireCosts()
    {
        RequireForm(form => form.KeepsAllTrainTimes && (form.Absent & AbsentTables.TrainTime) == 0 && form.LatencyCount != 0);
        RequireNumber(_table.Train.TotalTime);
        foreach ((_, SetColumns columns) in _table.Sets)
            if (columns.TotalTime is { } totals)
                RequireNumber(totals);
        return this;
    }

    private void RequireForm(Func<TrialForm, bool> holds)
    {
        if (_plain.Length == 0)
            return;
        bool[] fits = [.. _file.Metadata.TrialForms.Select(holds)];
        using ColumnLease<int> forms = _table.Forms!.Borrow();
        for (int trial = 0; trial < _plain.Length; trial++)
            // A number beyond the forms is damage, which the rules report.
            _plain[trial] &= (uint)forms.Cells[trial] < (uint)fits.Length && fits[forms.Cells[trial]];
    }

    private void RequireNumber(WholeColumn<double>? column)
    {
        if (column is null)
            _plain.AsSpan().Clear();
        else if (!column.HoldsAllNumbers)
            for (int trial = 0; trial < _plain.Length; trial++)
                _plain[trial] &= column.StateAt(trial) == CellState.Number;
    }
}
