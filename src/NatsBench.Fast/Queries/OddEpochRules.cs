using NatsBench.Fast.Model;
using NatsBench.Fast.Reading;
using NatsBench.Fast.Records;
using NatsBench.Fast.Schema;

namespace NatsBench.Fast.Queries;

/// <summary>What the official <c>get_train</c> and <c>get_eval</c> do about an epoch that is no integer.</summary>
internal static class OddEpochRules
{
    /// <summary>Reads a set of every run at an odd epoch.</summary>
    /// <returns>The first refusal; null where training can be read as at the integer of the same value.</returns>
    public static RefusedException? Refusal(in Runs runs, string set, EpochArgument epoch)
    {
        if (runs.FirstAbsentTrial is >= 0 and var absent)
            return new Gap(GapKind.NoTrial, Trial: absent).ToRefusal(runs, set, 0);
        for (int trial = runs.First; trial < runs.First + runs.Count; trial++)
            if (Fault(runs, trial, set, epoch) is { } fault)
                return new RefusedException(fault, $"{runs.Where}: iepoch {Text(epoch)} is no integer, and no key of {set}");
        return null;
    }

    private static Fast.Refusal? Fault(in Runs runs, int trial, string set, EpochArgument epoch)
    {
        TrialForm form = runs.FormOf(trial);
        int epochs = runs.Table.Epochs!.Cells[trial];
        if (epoch.Kind == EpochKind.Other)
            return Fast.Refusal.TypeError;
        // NaN is neither below nor above.
        if (epoch.Value < 0 || epoch.Value >= epochs)
            return Fast.Refusal.ValueError;
        if (set != EvaluationSet.Train.Name)
            return form.KeepsEvaluationTimes ? Fast.Refusal.ValueError : Fast.Refusal.KeyError;
        if (epoch.Kind == EpochKind.Truth)
            return null;
        bool isKey = double.IsInteger(epoch.Value);
        if ((form.Absent & AbsentTables.TrainTime) != 0)
            return isKey ? null : Fast.Refusal.KeyError;
        // The time of the epoch is found, and then counted up to by a range, which wants an integer.
        return isKey && HasTime(runs.Table.Train, trial, (int)epoch.Value, epochs) ? Fast.Refusal.TypeError : Fast.Refusal.KeyError;
    }

    private static bool HasTime(SetColumns train, int trial, int epoch, int epochs) =>
        (epoch == epochs - 1 && train.TotalTime?.StateAt(trial) == CellState.Number)
        || (train.Time?[trial] ?? default).StateAt(epoch) != CellState.Absent;

    private static string Text(EpochArgument epoch) => epoch.Kind switch
    {
        EpochKind.Truth => epoch.Value == 1 ? "True" : "False",
        EpochKind.Fraction => Internals.PythonFormat.Repr(epoch.Value),
        _ => "of this type",
    };
}
