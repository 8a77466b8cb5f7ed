using NatsBench.Fast.Model;

namespace NatsBench.Fast.Queries;

/// <summary>Which sets <c>get_more_info</c> asks, and what it does about those that cannot answer.</summary>
internal static class MoreInfoRules
{
    public static MoreInfo Measure(in SelectedRuns runs, int? epoch)
    {
        string dataset = runs.Runs.Table.Dataset;
        SearchSpace space = runs.Runs.Space;
        if (runs.Runs.IsPartial)
            return MeasurePartial(runs, epoch, dataset);
        Metrics train = runs.Metrics(EvaluationSet.Train, epoch);
        double epochs = train.Epoch + 1;
        SetMetrics trainPart = Part(train, epochs, dataset, space);

        if (dataset == Dataset.Cifar10Valid.Name)
        {
            Metrics valid = runs.Metrics(EvaluationSet.XValid, epoch);
            Metrics? test = Ask(runs, EvaluationSet.OriTest);
            return new MoreInfo(trainPart, Part(valid, epochs, dataset, space), PartOrNull(test), null);
        }

        bool isCifar10 = dataset == Dataset.Cifar10.Name;
        Metrics? testSet = Ask(runs, isCifar10 ? EvaluationSet.OriTest : EvaluationSet.XTest);
        Metrics? validSet = Ask(runs, EvaluationSet.XValid);
        Metrics? both = isCifar10 ? null : Ask(runs, EvaluationSet.OriTest);
        return new MoreInfo(trainPart, PartOrNull(validSet), PartOrNull(testSet), PartOrNull(both));

        // A set that cannot answer, for whatever reason, is left out.
        Metrics? Ask(in SelectedRuns asked, EvaluationSet set) =>
            asked.TryMetrics(set, epoch, out Metrics metrics) is null ? metrics : null;

        SetMetrics? PartOrNull(Metrics? metrics) => metrics is { } some ? Part(some, epochs, dataset, space) : null;
    }

    // Each set that a partial file has; where it has none, the refusal says who does.
    private static MoreInfo MeasurePartial(in SelectedRuns runs, int? epoch, string dataset)
    {
        bool isCifar10 = dataset == Dataset.Cifar10.Name, isHalf = dataset == Dataset.Cifar10Valid.Name;
        SetMetrics? train = Ask(runs, EvaluationSet.Train), valid = Ask(runs, EvaluationSet.XValid);
        SetMetrics? test = Ask(runs, isCifar10 || isHalf ? EvaluationSet.OriTest : EvaluationSet.XTest);
        SetMetrics? both = isCifar10 || isHalf ? null : Ask(runs, EvaluationSet.OriTest);
        if ((train ?? valid ?? test ?? both) is null)
            _ = runs.Metrics(EvaluationSet.Train, epoch);
        return new MoreInfo(train ?? default, valid, test, both);

        SetMetrics? Ask(in SelectedRuns asked, EvaluationSet set) => asked.TryMetrics(set, epoch, out Metrics metrics) is null
            ? Part(metrics, metrics.Epoch + 1, dataset, SearchSpace.Topology)
            : null;
    }

    /// <summary>
    /// As <see cref="Measure(in SelectedRuns, int?)"/> at an epoch that is no integer: evaluations have no such key, and are left out or refused.
    /// </summary>
    public static MoreInfo Measure(in SelectedRuns runs, EpochArgument epoch)
    {
        if (!epoch.IsOdd)
            return Measure(runs, epoch.Epoch);
        if (OddEpochRules.Refusal(runs.Runs, EvaluationSet.Train.Name, epoch) is { } refusal)
            throw refusal;
        Metrics train = runs.Metrics(EvaluationSet.Train, epoch.Epoch);
        string dataset = runs.Runs.Table.Dataset;
        MoreInfo info = new(Part(train, train.Epoch + 1, dataset, runs.Runs.Space), null, null, null);
        return dataset == Dataset.Cifar10Valid.Name && OddEpochRules.Refusal(runs.Runs, EvaluationSet.XValid.Name, epoch) is { } validation
            ? throw validation
            : info;
    }

    // The topology library leaves a missing time out; the size library divides without looking, and fails.
    private static SetMetrics Part(Metrics metrics, double epochs, string dataset, SearchSpace space) => metrics.TotalTime is { } total
        ? new SetMetrics(metrics.Loss, metrics.Accuracy, total / epochs, total)
        : space != SearchSpace.Size
            ? new SetMetrics(metrics.Loss, metrics.Accuracy, null, null)
            : throw new RefusedException(Refusal.TypeError, $"{dataset}: times were not kept, and the size space refuses without");
}
