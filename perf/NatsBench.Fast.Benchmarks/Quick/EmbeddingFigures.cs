using NatsBench.Fast.Model;
using NatsBench.Fast.Scans;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.Benchmarks.Quick;

/// <summary>What programs around the library ask for: cells and many texts by index, columns bound anew, fronts of many objectives.</summary>
internal sealed class EmbeddingFigures
{
    private const int Cells = 1 << 14;
    private const int Texts = 1 << 10;

    private readonly NatsBenchmark _bench;
    private readonly string _space;
    private readonly TrainingSetting _full;
    private readonly TopologyCell[] _cells = new TopologyCell[Cells];
    private readonly SizeNetwork[] _networks = new SizeNetwork[Cells];
    private readonly string[] _texts = new string[Texts];
    private readonly int[] _indices = new int[Texts];
    private readonly int[] _front;
    private readonly Objectives _three, _four;

    public EmbeddingFigures(NatsBenchmark bench)
    {
        (_bench, _space, _full) = (bench, bench.Space.ShortName(), bench.Space.FullTraining());
        SplitMix64 random = new(13);
        for (int i = 0; i < Cells; i++)
            (_cells[i], _networks[i]) = (TopologyCell.FromCode(random.NextIndex(TopologyCell.Count)), SizeNetwork.FromCode(random.NextIndex(SizeNetwork.Count)));
        for (int i = 0; i < Texts; i++)
            _texts[i] = new string(bench.Architecture(random.NextIndex(bench.Count)));
        _front = new int[bench.Count];
        TableView table = bench.Table(Dataset.Cifar100, _full);
        _three = Objectives.None.Maximise(table.Accuracy(EvaluationSet.XValid)).Minimise(table.Costs.Flops).Minimise(table.Costs.Latency);
        _four = _three.Minimise(table.Loss(EvaluationSet.XTest));
        string text = _texts[7];
        Answers.Require(
            bench.IndexOf(text) == (bench.Space == SearchSpace.Topology ? bench.IndexOf(TopologyCell.Parse(text)) : bench.IndexOf(SizeNetwork.Parse(text))),
            "the index of a cell");
    }

    public IEnumerable<Figure> All() =>
    [
        new Figure($"index.{_space}.cell", TimeUnit.NanosecondsPerQuery, Cells, CellIndices, AllocatesNothing: true),
        new Figure($"index.{_space}.many", TimeUnit.NanosecondsPerQuery, Texts, TextIndices, AllocatesNothing: true),
        Bound("last", table => table.Loss(EvaluationSet.XValid)),
        Bound("seed", table => table.Accuracy(EvaluationSet.XValid, seed: 777)),
        Bound("deviation", table => table.AccuracyDeviation(EvaluationSet.XValid)),
        Bound("epoch", table => table.Accuracy(EvaluationSet.XValid, epoch: 50)),
        new Figure($"pareto.{_space}.4", TimeUnit.Microseconds, 1, () => Scan.ParetoFront(_four, _front), AllocatesNothing: true),
        new Figure($"hypervolume.{_space}.3", TimeUnit.Microseconds, 1, () => Scan.Hypervolume(_three, [0, 1000, 1]), AllocatesNothing: true),
        new Figure($"hypervolume.{_space}.4", TimeUnit.Microseconds, 1, () => Scan.Hypervolume(_four, [0, 1000, 1, 10]), Rounds: 5, AllocatesNothing: true),
    ];

    // A file opened for it, whose columns nobody has decoded: what the first question costs.
    private Figure Bound(string what, Func<TableView, ReadOnlySpan<double>> column) => new(
        $"column.{_space}.{what}", TimeUnit.Milliseconds, 1,
        () =>
        {
            using NatsBenchmark bench = NatsBenchmark.Open(_bench.Path);
            return column(bench.Table(Dataset.Cifar10Valid, _full))[1234];
        }, Rounds: 20);

    private double CellIndices()
    {
        long sum = 0;
        if (_bench.Space == SearchSpace.Topology)
            foreach (TopologyCell cell in _cells)
                sum += _bench.IndexOf(cell);
        else
            foreach (SizeNetwork network in _networks)
                sum += _bench.IndexOf(network);
        return sum;
    }

    private double TextIndices() => _bench.TryIndicesOf(_texts, _indices) ? _indices[0] : -1;
}
