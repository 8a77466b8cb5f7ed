using NatsBench.Fast.Reading;
using NatsBench.Fast.Records;
using NatsBench.Fast.Schema;

namespace NatsBench.Fast.Queries;

/// <summary>Puts records together again from columns and forms: the writer's way back.</summary>
internal static class RecordReader
{
    public static DatasetRecord Read(Runs runs, string architecture)
    {
        var trials = new TrialRecord?[runs.Count];
        for (int i = 0; i < trials.Length; i++)
            if (runs.Table.Forms!.Cells[runs.First + i] != TrialForm.NoTrial)
                trials[i] = ReadTrial(runs, runs.First + i, architecture);
        return new DatasetRecord(runs.Table.Dataset, runs.Seeds.ToArray(), trials);
    }

    public static IReadOnlyList<ConfigEntry> Config(TrialForm form, string architecture) =>
        [.. form.Config.Select(entry => ReferenceEquals(entry.Value, TrialForm.OwnArchitecture) ? entry with { Value = architecture } : entry)];

    private static TrialRecord ReadTrial(in Runs runs, int trial, string architecture)
    {
        TrialForm form = runs.FormOf(trial);
        TrialTable table = runs.Table;
        return new TrialRecord
        {
            Name = form.Name,
            SeedText = form.SeedText ?? SeedTexts.Usual(runs.SeedOf(trial)),
            Epochs = table.Epochs!.Cells[trial],
            Flops = form.Absent.HasFlag(AbsentTables.Flops) ? null : table.Flops!.Cells[trial],
            Params = form.Absent.HasFlag(AbsentTables.Params) ? null : table.Params!.Cells[trial],
            Latency = form.LatencyCount < 0 ? null : table.Latency?.Cells.Slice(trial * table.Latency.Stride, form.LatencyCount).ToArray() ?? [],
            Config = Config(form, architecture),
            TrainTop1 = Train(AbsentTables.TrainTop1, table.Train.Top1),
            TrainTop5 = Train(AbsentTables.TrainTop5, table.Train.Top5),
            TrainLoss = Train(AbsentTables.TrainLoss, table.Train.Loss),
            TrainTime = Train(AbsentTables.TrainTime, table.Train.Time),
            TrainTimeOrder = form.TrainTimeOrder,
            EvaluationSets = form.EvaluationSets,
            Evaluations = Evaluations(table, trial, form),
            HasWeights = form.HasWeights,
        };

        Curve? Train(AbsentTables absent, CurveColumn? column) =>
            form.Absent.HasFlag(absent) ? null : ReadCurve(column, trial) ?? new Curve(0, []);
    }

    // Named sets first, in the record's order; then whatever else has a value.
    private static List<EvaluationCurves> Evaluations(TrialTable table, int trial, TrialForm form)
    {
        List<EvaluationCurves> evaluations = [];
        foreach (string set in form.EvaluationSets.Concat(table.Sets.Select(set => set.Name)).Distinct())
        {
            SetColumns columns = table.Set(set);
            EvaluationCurves curves = new(set, ReadCurve(columns.Top1, trial), ReadCurve(columns.Loss, trial), ReadCurve(columns.Time, trial));
            if (curves is not { Top1: null, Loss: null, Time: null })
                evaluations.Add(curves);
        }
        return evaluations;
    }

    // The window of a block is that of many trials: this trial's own begins and ends where it holds something.
    private static Curve? ReadCurve(CurveColumn? column, int trial)
    {
        CurveSlice slice = column?[trial] ?? default;
        int first = slice.FirstEpoch, end = slice.EndEpoch;
        while (first < end && slice.StateAt(first) == CellState.Absent)
            first++;
        while (end > first && slice.StateAt(end - 1) == CellState.Absent)
            end--;
        if (first == end)
            return null;
        var states = new CellState[end - first];
        for (int i = 0; i < states.Length; i++)
            states[i] = slice.StateAt(first + i);
        return new Curve(first, slice.Values[(first - slice.FirstEpoch)..(end - slice.FirstEpoch)].ToArray(), states);
    }
}
