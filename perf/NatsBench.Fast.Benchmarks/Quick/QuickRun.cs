using NatsBench.Fast.Benchmarks.Data;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.Benchmarks.Quick;

/// <summary>
/// <c>quick [PREFIX…] [--every-width] [--budgets FILE] [--results FOLDER]</c>: the whole list of figures, or those whose names begin with a
/// prefix, one line of JSON each; held against budgets and written as a table where asked.
/// </summary>
internal static class QuickRun
{
    public const string Verb = "quick";

    public static int Run(string[] args)
    {
        if (!QuickOptions.TryRead(args, Console.Error, out QuickOptions? options))
            return 2;
        List<Result> results = [];
        foreach (Result result in options.EveryWidth ? NarrowerProcesses.Measure(options) : Measure(options))
        {
            results.Add(result);
            Console.WriteLine(result.ToJson());
        }
        if (options.Results is { } folder)
            ResultTable.Write(folder, "quick.md", $"""
                # Quick figures

                {ResultTable.Build}, column format {NatsBenchmark.FormatVersion}. Full synthetic tables of both spaces;
                one thread unless the name says otherwise; the best of some thirty rounds. Bits: the widest vectors that the process used (512 with
                AVX-512, 256 without, 128 without AVX2). Written by `quick --every-width --results`.
                """, results);
        return options.Budgets?.Judge(results, Console.Error) ?? 0;
    }

    private static IEnumerable<Result> Measure(QuickOptions options) => MeasureStatistics(options).Concat(MeasureSpaces(options)).Concat(MeasureModules(options)).Concat(MeasureWeights(options));

    private static IEnumerable<Result> MeasureStatistics(QuickOptions options)
    {
        Figure[] figures = [.. new StatisticsFigures().All().Where(figure => options.Wants(figure.Name))];
        return figures.Length == 0 ? [] : Stopwatches.Measure(figures);
    }

    private static IEnumerable<Result> MeasureModules(QuickOptions options)
    {
        if (options.Prefixes.Count > 0 && !options.Prefixes.Any(prefix => prefix.StartsWith(ModuleFigures.Prefix, StringComparison.Ordinal) || ModuleFigures.Prefix.StartsWith(prefix, StringComparison.Ordinal)))
            yield break;
        using NatsBenchmark bench = NatsBenchmark.Open(BenchmarkFiles.Modules());
        Figure[] figures = [.. new ModuleFigures(bench).All().Where(figure => options.Wants(figure.Name))];
        foreach (Result result in figures.Length == 0 ? [] : Stopwatches.Measure(figures))
            yield return result;
    }

    private static IEnumerable<Result> MeasureWeights(QuickOptions options)
    {
        if (options.Prefixes.Count > 0 && !options.Prefixes.Any(prefix => prefix.StartsWith(WeightFigures.Prefix, StringComparison.Ordinal) || WeightFigures.Prefix.StartsWith(prefix, StringComparison.Ordinal)))
            yield break;
        WeightFigures weights = new();
        Figure[] figures = [.. weights.All().Where(figure => options.Wants(figure.Name))];
        foreach (Result result in figures.Length == 0 ? [] : Stopwatches.Measure(figures))
            yield return result;
        foreach (Measurement one in weights.Once())
            if (options.Wants(one.Name))
                yield return one.Run();
    }

    private static IEnumerable<Result> MeasureSpaces(QuickOptions options)
    {
        foreach (SearchSpace space in (SearchSpace[])[SearchSpace.Topology, SearchSpace.Size])
        {
            FileFigures files = new(space);
            using NatsBenchmark bench = NatsBenchmark.Open(BenchmarkFiles.Table(space));
            List<Figure> figures =
            [
                .. new QueryFigures(bench).All(), .. new ScanFigures(bench).All(), .. new EmbeddingFigures(bench).All(),
                .. new SchedulingFigures(bench).All(), .. new ExportFigures(space).All(), .. files.All(),
            ];
            figures.RemoveAll(figure => !options.Wants(figure.Name));
            foreach (Result result in figures.Count == 0 ? [] : Stopwatches.Measure(figures))
                yield return result;
            foreach (Measurement one in (IEnumerable<Measurement>)[.. files.Once(), .. new SearchFigures(space).Once(), .. space == SearchSpace.Topology ? new ExtraColumnFigures().Once() : []])
                if (options.Wants(one.Name))
                    yield return one.Run();
        }
    }
}
