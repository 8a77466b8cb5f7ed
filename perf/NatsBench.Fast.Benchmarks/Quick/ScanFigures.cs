using NatsBench.Fast.Benchmarks.Bare;
using NatsBench.Fast.Model;
using NatsBench.Fast.Scans;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.Benchmarks.Quick;

/// <summary>Scans over whole columns of a full space.</summary>
internal sealed class ScanFigures
{
    private readonly string _space;
    private readonly TableView _table;
    private readonly CostView _costs;
    private readonly double _maxFlops, _maxParams, _some;
    private readonly ulong[] _bitmap;
    private readonly int[] _front, _bins = new int[64];
    private readonly Candidate[] _top = new Candidate[10];

    public ScanFigures(NatsBenchmark bench)
    {
        _space = bench.Space.ShortName();
        _table = bench.Table(Dataset.Cifar100, bench.Space.FullTraining());
        _costs = _table.Costs;
        (_maxFlops, _maxParams) = (Median(_costs.Flops), Median(_costs.Params));
        _some = Median(Valid);
        _bitmap = new ulong[Selection.WordCount(bench.Count)];
        _front = new int[bench.Count];
        Candidate best = Scan.Best(Valid, Limits.AtMost(_costs.Flops, _maxFlops).And(_costs.Params, _maxParams))!.Value;
        Answers.Require(bench.FindBest(Dataset.Cifar100, EvaluationSet.XValid, bench.Space.FullTraining(), _maxFlops, _maxParams)
            is { } found && found.Index == best.Index && found.Accuracy == best.Value, "the best under limits");
    }

    private ReadOnlySpan<double> Valid => _table.Accuracy(EvaluationSet.XValid);

    private ReadOnlySpan<double> Test => _table.Accuracy(EvaluationSet.XTest);

    public IEnumerable<Figure> All() =>
    [
        new Figure(
            $"best.{_space}.flops+params", TimeUnit.Microseconds, 1,
            () => Scan.Best(Valid, Limits.AtMost(_costs.Flops, _maxFlops).And(_costs.Params, _maxParams))!.Value.Value,
            [() => BareScans.Best(Valid, _costs.Flops, _maxFlops, _costs.Params, _maxParams)], AllocatesNothing: true),
        Scanned("top", "10", () => Scan.Top(Valid, _top, Limits.AtMost(_costs.Flops, _maxFlops))),
        Scanned("filter", "range", () => Scan.Filter(Valid, 50, 70, _bitmap)),
        Scanned("summary", "valid", () => Scan.Summarize(Valid).Count),
        Scanned("rank", "valid", () => Scan.PercentileRank(Valid, _some)),
        Scanned("histogram", "64", () => Scan.Histogram(Valid, 0, 100, _bins)),
        Scanned("pareto", "2", () => Scan.ParetoFront(Objective.Maximise(Valid), Objective.Minimise(_costs.Flops), _front)),
        Scanned("pareto", "3", () => Scan.ParetoFront(Objective.Maximise(Valid), Objective.Minimise(_costs.Flops), Objective.Minimise(_costs.Params), _front)),
        Scanned("hypervolume", "2", () => Scan.Hypervolume(Objective.Maximise(Valid), Objective.Minimise(_costs.Flops), 0, 1000)),
        Correlated("spearman", () => Scan.SpearmanCorrelation(Valid, Test)),
        Correlated("kendall", () => Scan.KendallCorrelation(Valid, Test)),
    ];

    private Figure Scanned(string name, string what, Func<double> scan) =>
        new($"{name}.{_space}.{what}", TimeUnit.Microseconds, 1, scan, AllocatesNothing: true);

    private Figure Correlated(string name, Func<double> scan) =>
        new($"{name}.{_space}", TimeUnit.Milliseconds, 1, scan, AllocatesNothing: true);

    private static double Median(ReadOnlySpan<double> column) => column.ToArray().Order().ElementAt(column.Length / 2);
}
