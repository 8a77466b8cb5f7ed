using System.Globalization;
using NatsBench.Fast.Attaching;
using NatsBench.Fast.Inference;
using NatsBench.Fast.Model;
using NatsBench.Fast.Official;
using NatsBench.Fast.Records;
using NatsBench.Fast.Scans;

namespace NatsBench.Fast.Evaluations.Scores;

/// <summary>Scores as an extra column of a benchmark, and beside its accuracies.</summary>
public static class ScoreColumn
{
    /// <summary>The name that a column has where nobody chose one, such as <c>zc.cifar10.naswot</c>.</summary>
    /// <param name="dataset">Whose networks were scored.</param>
    public static string DefaultName(Dataset dataset) => $"zc.{dataset.Name}.naswot";

    /// <summary>Puts scores beside a benchmark, <c>FILE.natsb.d/NAME.natsbx</c>, in the place of those of the same name.</summary>
    /// <param name="benchmark">A column file of the same space, which is only read.</param>
    /// <param name="name">The column's name, <c>source.what.quantity</c>.</param>
    /// <param name="table">The scores; architectures without one are absent.</param>
    /// <returns>The path of the file.</returns>
    /// <exception cref="NatsBenchException">The benchmark has no such architecture, cannot be read, or nothing can be written beside it; the name is none or taken.</exception>
    public static string Mount(string benchmark, string name, ScoreTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        double[] values;
        using (NatsBenchmark bench = NatsBenchmark.Open(benchmark))
            values = ByIndex(bench, table);
        NaswotPlan plan = table.Plan;
        string shared = plan.Space == SearchSpace.Topology ? "isomorphic cells share the score of their member of the lowest index; " : "";
        string absent = table.Scores.Count(score => score.Score is null) is > 0 and var count
            ? $"absent for {count} whose kernel is singular; " : "";
        return ExtraAttachment.Mount(benchmark, name, [new ExtraNumbers(new ExtraDescription
        {
            Name = name,
            Quantity = "naswot",
            Direction = Direction.Maximise,
            Dataset = plan.Dataset.Name,
            Device = table.Device,
            Kind = ExtraKind.Measured,
            SourceName = "natsbench score",
            Note = string.Create(CultureInfo.InvariantCulture,
                $"log |det K| (Mellor et al., ICML 2021) of {plan.Images.Source}, on fresh weights of seed {plan.Seed}; {shared}{absent}{table.Provider.Name()}, ONNX Runtime {NetworkRunner.RuntimeVersion}"),
        }, values)], replace: true);
    }

    /// <summary>How scores rank the architectures of a table: against validation and test accuracy after the full training, as the paper does.</summary>
    /// <param name="bench">A benchmark of the same space.</param>
    /// <param name="table">The scores; of architectures without one, or without an accuracy, nothing counts.</param>
    /// <exception cref="NatsBenchException">The benchmark has no such architecture, or no such accuracies.</exception>
    public static IReadOnlyList<ScoreCorrelation> Correlate(NatsBenchmark bench, ScoreTable table)
    {
        ArgumentNullException.ThrowIfNull(bench);
        ArgumentNullException.ThrowIfNull(table);
        double[] scores = ByIndex(bench, table);
        Dataset asked = table.Plan.Dataset == Dataset.Cifar10Valid ? Dataset.Cifar10 : table.Plan.Dataset;
        List<ScoreCorrelation> correlations = [];
        foreach (string name in (string[])["valid", "test"])
        {
            (Dataset dataset, EvaluationSet set) = OfficialNames.Remap(asked, new EvaluationSet(name));
            ReadOnlySpan<double> accuracies = bench.Table(dataset, bench.Space.FullTraining()).Accuracy(set);
            int both = 0;
            for (int i = 0; i < scores.Length; i++)
                both += double.IsNaN(scores[i]) || double.IsNaN(accuracies[i]) ? 0 : 1;
            correlations.Add(new ScoreCorrelation(
                dataset, set, both, Scan.KendallCorrelation(scores, accuracies), Scan.SpearmanCorrelation(scores, accuracies)));
        }
        return correlations;
    }

    private static double[] ByIndex(NatsBenchmark bench, ScoreTable table)
    {
        double[] values = new double[bench.Count];
        values.AsSpan().Fill(double.NaN);
        foreach (ArchitectureScore one in table.Scores)
            values[bench.IndexOf(one.Architecture)] = one.Score ?? double.NaN;
        return values;
    }
}
