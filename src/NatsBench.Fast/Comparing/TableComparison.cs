using NatsBench.Fast.Reading;
using NatsBench.Fast.Records;
using NatsBench.Fast.Schema;

namespace NatsBench.Fast.Comparing;

/// <summary>The trials of a setting and a dataset in two files, put to one another by architecture and seed.</summary>
internal sealed class TableComparison
{
    private readonly TrialTable? _first;
    private readonly TrialTable? _second;
    private readonly List<(int Architecture, long Seed, int First, int Second)> _trials = []; // -1 where a file has none

    public TableComparison(NatsBenchFile first, NatsBenchFile second, string setting, string dataset)
    {
        (_first, _second) = (first.Table(setting, dataset), second.Table(setting, dataset));
        for (int architecture = 0; architecture < first.ArchitectureCount; architecture++)
        {
            List<(long Seed, int Trial)> rest = [.. Trials(second, _second, architecture)];
            foreach ((long seed, int trial) in Trials(first, _first, architecture))
            {
                int place = rest.FindIndex(one => one.Seed == seed);
                _trials.Add((architecture, seed, trial, place < 0 ? -1 : rest[place].Trial));
                if (place >= 0)
                    rest.RemoveAt(place);
            }
            foreach ((long seed, int trial) in rest)
                _trials.Add((architecture, seed, -1, trial));
        }
    }

    /// <summary>One line a column that either file has.</summary>
    public IEnumerable<ColumnDifference> Compare()
    {
        string name = $"{(_first ?? _second)!.Setting}/{(_first ?? _second)!.Dataset}";
        yield return Integers($"{name}/{nameof(TrialColumn.Epochs)}", table => table.Epochs);
        yield return Numbers($"{name}/{nameof(TrialColumn.Flops)}", table => table.Flops);
        yield return Numbers($"{name}/{nameof(TrialColumn.Params)}", table => table.Params);
        yield return Numbers($"{name}/{nameof(TrialColumn.Latency)}", table => table.Latency);
        foreach (string set in Sets(_first).Prepend("train").Concat(Sets(_second)).Distinct())
        {
            (string Column, Func<SetColumns, WholeColumn<double>?> Of)[] lasts =
            [
                (nameof(TrialColumn.LastTop1), columns => columns.LastTop1), (nameof(TrialColumn.LastLoss), columns => columns.LastLoss),
                (nameof(TrialColumn.LastTime), columns => columns.LastTime), (nameof(TrialColumn.TotalTime), columns => columns.TotalTime),
            ];
            foreach ((string column, Func<SetColumns, WholeColumn<double>?> of) in lasts)
                if (Has(table => of(table.Columns(set))))
                    yield return Numbers($"{name}/{set}/{column}", table => of(table.Columns(set)));
            foreach (CurveColumnKind kind in Enum.GetValues<CurveColumnKind>())
                if (Has(table => table.Columns(set).Curve(kind)))
                    yield return Curves($"{name}/{set}/{kind}", table => table.Columns(set).Curve(kind));
        }
    }

    private static IEnumerable<string> Sets(TrialTable? table) => table?.Sets.Select(set => set.Name) ?? [];

    private static IEnumerable<(long Seed, int Trial)> Trials(NatsBenchFile file, TrialTable? table, int architecture)
    {
        int row = file.RowOfArchitecture[architecture];
        if (row < 0 || table?.Seeds is null)
            yield break;
        for (int trial = table.FirstTrial.Cells[row]; trial < table.FirstTrial.Cells[row + 1]; trial++)
            if (table.Forms!.Cells[trial] != TrialForm.NoTrial)
                yield return (table.Seeds.Cells[trial], trial);
    }

    private bool Has(Func<TrialTable, object?> column) => (_first is not null && column(_first) is not null) || (_second is not null && column(_second) is not null);

    private ColumnDifference Integers(string name, Func<TrialTable, WholeColumn<int>?> column)
    {
        WholeColumn<int>? first = _first is null ? null : column(_first), second = _second is null ? null : column(_second);
        DifferenceTally tally = new(name);
        foreach ((int architecture, long seed, int one, int other) in _trials)
            tally.Add(one < 0 ? null : first?.Cells[one], other < 0 ? null : second?.Cells[other], architecture, seed);
        return tally.ToDifference();
    }

    private ColumnDifference Numbers(string name, Func<TrialTable, WholeColumn<double>?> column)
    {
        WholeColumn<double>? first = _first is null ? null : column(_first), second = _second is null ? null : column(_second);
        DifferenceTally tally = new(name);
        int stride = int.Max(first?.Stride ?? 1, second?.Stride ?? 1);
        foreach ((int architecture, long seed, int one, int other) in _trials)
            for (int cell = 0; cell < stride; cell++)
                tally.Add(At(first, one, cell), At(second, other, cell), architecture, seed);
        return tally.ToDifference();
    }

    private ColumnDifference Curves(string name, Func<TrialTable, CurveColumn?> column)
    {
        CurveColumn? first = _first is null ? null : column(_first), second = _second is null ? null : column(_second);
        DifferenceTally tally = new(name);
        foreach ((int architecture, long seed, int one, int other) in _trials)
        {
            CurveSlice a = one < 0 || first is null ? default : first[one], b = other < 0 || second is null ? default : second[other];
            for (int epoch = int.Min(a.EndEpoch > a.FirstEpoch ? a.FirstEpoch : int.MaxValue, b.EndEpoch > b.FirstEpoch ? b.FirstEpoch : int.MaxValue); epoch < int.Max(a.EndEpoch, b.EndEpoch); epoch++)
                tally.Add(At(a, epoch), At(b, epoch), architecture, seed, epoch);
        }
        return tally.ToDifference();
    }

    private static double? At(WholeColumn<double>? column, int trial, int cell) =>
        column is not null && trial >= 0 && cell < column.Stride && column.StateAt((trial * column.Stride) + cell) == CellState.Number
            ? column.Cells[(trial * column.Stride) + cell] : null;

    private static double? At(CurveSlice curve, int epoch) =>
        epoch >= curve.FirstEpoch && epoch < curve.EndEpoch && curve.StateAt(epoch) == CellState.Number ? curve.Values[epoch - curve.FirstEpoch] : null;
}
