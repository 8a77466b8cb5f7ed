using NatsBench.Fast.Model;
using NatsBench.Fast.Scans;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.Cli.Demo;

/// <summary>Questions to whole columns, warm, in seconds.</summary>
/// <param name="Best">The best architecture under limits of FLOPs and parameters.</param>
/// <param name="Kendall">Kendall's rank correlation of validation and test accuracy.</param>
/// <param name="Pareto">The front of test accuracy and FLOPs.</param>
/// <param name="Correlation">The correlation's answer.</param>
/// <param name="FrontLength">How many architectures the front has.</param>
internal sealed record ScanTimes(double Best, double Kendall, double Pareto, double Correlation, int FrontLength)
{
    private const double MaxFlops = 100, MaxParams = 1;

    public static ScanTimes Measure(NatsBenchmark bench)
    {
        TableView table = bench.Table(Dataset.Cifar100, TrainingSetting.Epochs200);
        double best = Warm.Seconds(() => Scan.Best(
            table.Accuracy(EvaluationSet.XTest), Limits.AtMost(table.Costs.Flops, MaxFlops).And(table.Costs.Params, MaxParams)));
        double correlation = 0;
        double kendall = Warm.Seconds(() => correlation = Scan.KendallCorrelation(table.Accuracy(EvaluationSet.XValid), table.Accuracy(EvaluationSet.XTest)));
        int[] front = new int[table.Count];
        int length = 0;
        double pareto = Warm.Seconds(() => length = Scan.ParetoFront(
            Objective.Maximise(table.Accuracy(EvaluationSet.XTest)), Objective.Minimise(table.Costs.Flops), front));
        return new ScanTimes(best, kendall, pareto, correlation, length);
    }
}
