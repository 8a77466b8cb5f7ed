using NatsBench.Fast.Format;
using NatsBench.Fast.Records;
using NatsBench.Fast.Schema;

namespace NatsBench.Fast.Reading;

/// <summary>
/// What the columns of a table say about one another, each checked once where it is decoded. That they are there and have a cell for each
/// trial has been checked when the file was opened; what reads them relies on both.
/// </summary>
internal sealed class TrialChecks(NatsBenchFile file, TrialTable table)
{
    /// <summary>First trials ascend from none to all, and none but the rows whose form has the table have trials.</summary>
    public void FirstTrial(ColumnSource source, ReadOnlySpan<int> starts, ReadOnlySpan<CellState> states)
    {
        if (starts[0] != 0 || starts[^1] != table.TrialCount)
            throw source.Damaged($"its trials run from {starts[0]} to {starts[^1]} where the table has {table.TrialCount}");
        for (int row = 1; row < starts.Length; row++)
            if (starts[row] < starts[row - 1])
                throw source.Damaged($"the trials of row {row - 1} end before they begin");
        IReadOnlyList<RecordForm> known = file.Metadata.RecordForms;
        bool[] hasTable = new bool[known.Count];
        for (int form = 0; form < hasTable.Length; form++)
            hasTable[form] = known[form].Has(table.Setting, table.Dataset);
        if (!hasTable.Contains(false))
            return;
        ReadOnlySpan<int> forms = file.RowForm.Cells;
        for (int row = 0; row < forms.Length; row++)
            if (starts[row] != starts[row + 1] && !hasTable[forms[row]])
                throw source.Damaged($"row {row} has trials, but its record no {table.Dataset} under {table.Setting}");
    }

    /// <summary>Forms are in the metadata, and those that trials have ask for no column or cell that the table lacks.</summary>
    public void Forms(ColumnSource source, ReadOnlySpan<int> numbers, ReadOnlySpan<CellState> states)
    {
        IReadOnlyList<TrialForm> forms = file.Metadata.TrialForms;
        if (numbers.IndexOfAnyExceptInRange(TrialForm.NoTrial, forms.Count - 1) is >= 0 and var odd)
            throw source.Damaged($"trial {odd} has form {numbers[odd]} of {forms.Count} in the metadata");
        int latencies = table.Latency?.Stride ?? 0;
        bool[] isServed = new bool[forms.Count];
        for (int form = 0; form < isServed.Length; form++)
            isServed[form] = forms[form].LatencyCount <= latencies && (table.Train.TotalTime is not null || !forms[form].HasTotalTrainTime);
        if (!isServed.Contains(false))
            return;
        for (int trial = 0; trial < numbers.Length; trial++)
            if (numbers[trial] != TrialForm.NoTrial && !isServed[numbers[trial]])
                throw source.Damaged($"form {numbers[trial]} of trial {trial} has {forms[numbers[trial]].LatencyCount} latencies, or all training times, which the table lacks");
    }

    /// <summary>Epochs are no fewer than none, and some where times are added up.</summary>
    public void Epochs(ColumnSource source, ReadOnlySpan<int> epochs, ReadOnlySpan<CellState> states)
    {
        if (epochs.IndexOfAnyExceptInRange(0, FileLayout.MaxItemCells) is >= 0 and var odd)
            throw source.Damaged($"trial {odd} has {epochs[odd]} epochs, which cannot be");
        for (int trial = epochs.IndexOf(0); trial >= 0; trial = NextZero(epochs, trial))
            if (table.HasTotalTime(trial) || FormOf(trial) is { HasTotalTrainTime: true })
                throw source.Damaged($"trial {trial} has no epoch, but times of them");
    }

    /// <summary>FLOPs are there of every trial that is there, but where its form says they are not.</summary>
    public void Flops(ColumnSource source, ReadOnlySpan<double> cells, ReadOnlySpan<CellState> states) => Costs(source, states, AbsentTables.Flops);

    /// <summary>Parameters are there of every trial that is there, but where its form says they are not.</summary>
    public void Params(ColumnSource source, ReadOnlySpan<double> cells, ReadOnlySpan<CellState> states) => Costs(source, states, AbsentTables.Params);

    private void Costs(ColumnSource source, ReadOnlySpan<CellState> states, AbsentTables cost)
    {
        for (int trial = 0; trial < states.Length; trial++)
            if (states[trial] != CellState.Number && FormOf(trial) is { } form && (form.Absent & cost) == 0)
                throw source.Damaged($"trial {trial} has no number");
    }

    /// <summary>There are as many latencies of a trial as its form says.</summary>
    public void Latency(ColumnSource source, ReadOnlySpan<double> cells, ReadOnlySpan<CellState> states)
    {
        for (int trial = 0, first = 0; first < states.Length; trial++, first += source.Stride)
            if (FormOf(trial) is { LatencyCount: > 0 } form && states.Slice(first, form.LatencyCount).ContainsAnyExcept(CellState.Number))
                throw source.Damaged($"trial {trial} lacks one of {form.LatencyCount} latencies");
    }

    /// <summary>Where there are seconds of all epochs there are those of the last.</summary>
    public void TotalTime(SetColumns set, ColumnSource source, ReadOnlySpan<CellState> states)
    {
        if (table.IsOfModules)
            return;
        WholeColumn<double> last = set.LastTime!;
        bool isTraining = set == table.Train;
        if (states.IsEmpty && last.Source.HoldsAllNumbers)
            return;
        for (int trial = 0; trial < table.TrialCount; trial++)
        {
            bool isNumber = states.IsEmpty || states[trial] == CellState.Number;
            if (isNumber && last.StateAt(trial) != CellState.Number)
                throw source.Damaged($"trial {trial} has seconds of all epochs, but none of the last");
            if (!isNumber && isTraining && FormOf(trial) is { HasTotalTrainTime: true })
                throw source.Damaged($"trial {trial} has all training times, but not their sum");
        }
    }

    private TrialForm? FormOf(int trial)
    {
        int number = table.Forms!.Cells[trial];
        return number == TrialForm.NoTrial ? null : file.Metadata.TrialForms[number];
    }

    private static int NextZero(ReadOnlySpan<int> epochs, int after) =>
        epochs[(after + 1)..].IndexOf(0) is >= 0 and var next ? after + 1 + next : -1;
}
