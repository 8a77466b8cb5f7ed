using NatsBench.Fast.Model;

namespace NatsBench.Fast.Queries;

/// <summary>Which sets <c>get_more_info</c> asks, and what it does about those that cannot answer.</summary>
internal static class MoreInfoRules
{
    public static MoreInfo Measure(in SelectedRuns runs, int? epoch)
    {
        SearchSpace space = runs.Runs.Space;
        string dataset = runs.Runs.Table.Dataset;
        Metrics train = runs.Metrics(EvaluationSet.Train, epoch);
        double epochs = train.Epoch + 1;
        SetMetrics trainPart = Part(train);

        if (dataset == Dataset.Cifar10Valid.Name)
        {
            Metrics valid = runs.Metrics(EvaluationSet.XValid, epoch);
            Metrics? test = Ask(runs, EvaluationSet.OriTest);
            return new MoreInfo(trainPart, Part(valid), PartOrNull(test), null);
        }

        bool isCifar10 = dataset == Dataset.Cifar10.Name;
        Metrics? testSet = Ask(runs, isCifar10 ? EvaluationSet.OriTest : EvaluationSet.XTest);
        Metrics? validSet = Ask(runs, EvaluationSet.XValid);
        Metrics? both = isCifar10 ? null : Ask(runs, EvaluationSet.OriTest);
        return new MoreInfo(trainPart, PartOrNull(validSet), PartOrNull(testSet), PartOrNull(both));

        // A set that cannot answer, for whatever reason, is left out.
        Metrics? Ask(in SelectedRuns asked, EvaluationSet set) =>
            asked.TryMetrics(set, epoch, out Metrics metrics) is null ? metrics : null;

        SetMetrics? PartOrNull(Metrics? metrics) => metrics is { } some ? Part(some) : null;

        // The topology library leaves a missing time out; the size library divides without looking, and fails.
        SetMetrics Part(Metrics metrics) => metrics.TotalTime is { } total
            ? new SetMetrics(metrics.Loss, metrics.Accuracy, total / epochs, total)
            : space == SearchSpace.Topology
                ? new SetMetrics(metrics.Loss, metrics.Accuracy, null, null)
                : throw new RefusedException(Refusal.TypeError, $"{dataset}: times were not kept, and the size space refuses without");
    }
}
