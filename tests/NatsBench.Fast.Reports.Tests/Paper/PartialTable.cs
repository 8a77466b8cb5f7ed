using NatsBench.Fast.Model;
using NatsBench.Fast.Reports.Paper;
using NatsBench.Fast.Reports.Tables;
using NatsBench.Fast.TestSupport;

[assembly: AssemblyFixture(typeof(NatsBench.Fast.Reports.Tests.Paper.PartialTable))]

namespace NatsBench.Fast.Reports.Tests.Paper;

/// <summary>Every 101st architecture of both spaces, analysed once, and what plain code makes of their records.</summary>
public sealed class PartialTable : IDisposable
{
    private const int Step = 101;

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<SearchSpace, Lazy<(NatsBenchmark Bench, IReadOnlyList<PaperSection> Sections)>> _made;

    public PartialTable() => _made = new[] { SearchSpace.Topology, SearchSpace.Size }.ToDictionary(space => space, space => new Lazy<(NatsBenchmark, IReadOnlyList<PaperSection>)>(() =>
    {
        string path = _folder[$"{space}.natsb"];
        WholeTable.Write(path, space, index => index % Step == 1);
        NatsBenchmark bench = NatsBenchmark.Open(path);
        return (bench, PaperAnalyses.Of(bench));
    }));

    public void Dispose()
    {
        foreach (Lazy<(NatsBenchmark Bench, IReadOnlyList<PaperSection>)> made in _made.Values.Where(made => made.IsValueCreated))
            made.Value.Bench.Dispose();
        _folder.Dispose();
    }

    public NatsBenchmark Bench(SearchSpace space) => _made[space].Value.Bench;

    public PaperSection Section(SearchSpace space, string name) => _made[space].Value.Sections.Single(section => section.Name == $"{space.ShortName()}-{name}");

    internal ResultTable Table(SearchSpace space, string section, string part = "") => Named(Section(space, section).Tables, space, section, part);

    internal ResultTable Data(SearchSpace space, string section, string part) => Named(Section(space, section).Data, space, section, part);

    /// <summary>The mean over seeds after the last epoch of each architecture that has a record, by index, asked one by one.</summary>
    public SortedDictionary<int, double> Mean(SearchSpace space, Dataset dataset, string set, TrainingSetting setting)
    {
        SortedDictionary<int, double> means = [];
        foreach (int index in Bench(space).RecordedArchitectures)
            means[index] = Bench(space).Runs(index, dataset, setting).Mean().Metrics(new EvaluationSet(set)).Accuracy!.Value;
        return means;
    }

    /// <summary>Kendall's τ-b pair by pair.</summary>
    public static double Kendall(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        double agree = 0, apartX = 0, apartY = 0;
        for (int i = 0; i < x.Count; i++)
            for (int j = 0; j < i; j++)
            {
                (int a, int b) = (Math.Sign(x[i] - x[j]), Math.Sign(y[i] - y[j]));
                agree += a * b;
                apartX += a * a;
                apartY += b * b;
            }
        return agree / Math.Sqrt(apartX * apartY);
    }

    /// <summary>Pearson's correlation by its definition.</summary>
    public static double Pearson(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        double meanX = x.Average(), meanY = y.Average();
        return x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum()
            / Math.Sqrt(x.Sum(a => (a - meanX) * (a - meanX)) * y.Sum(b => (b - meanY) * (b - meanY)));
    }

    private static ResultTable Named(IReadOnlyList<ResultTable> tables, SearchSpace space, string section, string part) =>
        tables.Single(table => table.Name == $"{space.ShortName()}-{section}{(part.Length > 0 ? $"-{part}" : "")}");
}
