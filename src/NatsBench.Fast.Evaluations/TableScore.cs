using NatsBench.Fast.Model;
using NatsBench.Fast.Models.Weights;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.Evaluations;

/// <summary>What a table holds about a training on a set after its last epoch; null where it holds nothing.</summary>
/// <param name="Top1">Top-1 accuracy in percent.</param>
/// <param name="Loss">Mean cross-entropy.</param>
public readonly record struct TableScore(double? Top1, double? Loss)
{
    /// <summary>Looks a training up.</summary>
    /// <param name="record">The numbers of its architecture.</param>
    /// <param name="training">The training.</param>
    /// <param name="set">The set.</param>
    public static TableScore Of(ArchitectureRecord record, TrainingKey training, EvaluationSet set)
    {
        ArgumentNullException.ThrowIfNull(record);
        DatasetRecord? trials = record.Settings.FirstOrDefault(setting => setting.Setting == training.Setting.Key)?
            .Datasets.FirstOrDefault(dataset => dataset.Dataset == training.Dataset.Name);
        if (trials is null || Array.IndexOf(trials.Seeds, training.Seed) is not (>= 0 and int seed) || trials.Trials[seed] is not { } trial
            || trial.Evaluations.FirstOrDefault(evaluation => evaluation.Set == set.Name) is not { } curves)
            return default;
        return new TableScore(Last(curves.Top1, trial), Last(curves.Loss, trial));
    }

    private static double? Last(Curve? curve, TrialRecord trial) => curve is not null && curve.TryGetNumber(trial.Epochs - 1, out double number) ? number : null;
}
