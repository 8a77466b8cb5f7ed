using NatsBench.Fast.Benchmarks.Bare;
using NatsBench.Fast.Model;
using NatsBench.Fast.Scans;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.Benchmarks.Quick;

/// <summary>Scans over whole columns of a full space.</summary>
internal sealed class ScanFigures
{
    private const int Repeats = 64;

    private readonly string _space;
    private readonly int _count;
    private readonly double[] _valid, _test, _flops, _params;
    private readonly double _maxFlops, _maxParams, _some;
    private readonly ulong[] _bitmap;
    private readonly int[] _front, _bins = new int[64];
    private readonly Candidate[] _top = new Candidate[10];

    public ScanFigures(NatsBenchmark bench)
    {
        _space = bench.Space.ShortName();
        _count = bench.Count;
        TableView table = bench.Table(Dataset.Cifar100, bench.Space.FullTraining());
        _valid = table.Accuracy(EvaluationSet.XValid).ToArray();
        _test = table.Accuracy(EvaluationSet.XTest).ToArray();
        _flops = table.Costs.Flops.ToArray();
        _params = table.Costs.Params.ToArray();
        (_maxFlops, _maxParams) = (_flops.Order().ElementAt(_count / 2), _params.Order().ElementAt(_count / 2));
        _some = _valid[_count / 3];
        _bitmap = new ulong[Selection.WordCount(_count)];
        _front = new int[_count];
        Candidate best = Scan.Best(_valid, Limits.AtMost(_flops, _maxFlops).And(_params, _maxParams))!.Value;
        Answers.Require(bench.FindBest(Dataset.Cifar100, EvaluationSet.XValid, bench.Space.FullTraining(), _maxFlops, _maxParams)
            is { } found && found.Index == best.Index && found.Accuracy == best.Value, "the best under limits");
    }

    public IEnumerable<Figure> All() =>
    [
        new Figure(
            $"best.{_space}.flops+params", TimeUnit.Microseconds, Repeats,
            () => Repeat(() => Scan.Best(_valid, Limits.AtMost(_flops, _maxFlops).And(_params, _maxParams))!.Value.Index),
            () => Repeat(() => BareScans.Best(_valid, _flops, _maxFlops, _params, _maxParams)), AllocatesNothing: true),
        Scanned("top", "10", () => Scan.Top(_valid, _top, Limits.AtMost(_flops, _maxFlops))),
        Scanned("filter", "range", () => Scan.Filter(_valid, 50, 70, _bitmap)),
        Scanned("summary", "valid", () => Scan.Summarize(_valid).Count),
        Scanned("rank", "valid", () => Scan.PercentileRank(_valid, _some)),
        Scanned("histogram", "64", () => Scan.Histogram(_valid, 0, 100, _bins)),
        Scanned("pareto", "2", () => Scan.ParetoFront(Objective.Maximise(_valid), Objective.Minimise(_flops), _front)),
        Scanned("pareto", "3", () => Scan.ParetoFront(Objective.Maximise(_valid), Objective.Minimise(_flops), Objective.Minimise(_params), _front)),
        Scanned("hypervolume", "2", () => Scan.Hypervolume(Objective.Maximise(_valid), Objective.Minimise(_flops), 0, 1000)),
        Correlated("spearman", () => Scan.SpearmanCorrelation(_valid, _test)),
        Correlated("kendall", () => Scan.KendallCorrelation(_valid, _test)),
    ];

    private Figure Scanned(string name, string what, Func<double> scan) =>
        new($"{name}.{_space}.{what}", TimeUnit.Microseconds, 1, scan, AllocatesNothing: true);

    private Figure Correlated(string name, Func<double> scan) =>
        new($"{name}.{_space}", TimeUnit.Milliseconds, 1, scan, AllocatesNothing: true);

    private static double Repeat(Func<double> scan)
    {
        double sum = 0;
        for (int i = 0; i < Repeats; i++)
            sum += scan();
        return sum;
    }
}
