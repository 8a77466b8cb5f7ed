using NatsBench.Fast.Benchmarks.Data;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.Benchmarks.Quick;

/// <summary>
/// <c>quick [PREFIX…] [--budgets FILE] [--results FOLDER]</c>: the whole list of figures, or those whose names begin with a prefix, one
/// line of JSON each; held against budgets and written as a table where asked.
/// </summary>
internal static class QuickRun
{
    public static int Run(string[] options)
    {
        string? results = null;
        Budgets? budgets = null;
        List<string> prefixes = [];
        for (int i = 0; i < options.Length; i++)
            switch (options[i])
            {
                case "--budgets" when i + 1 < options.Length:
                    // Before half a minute is spent on measuring.
                    if (!Budgets.TryRead(options[++i], Console.Error, out budgets))
                        return 2;
                    break;
                case "--results" when i + 1 < options.Length: results = options[++i]; break;
                case ['-', ..]:
                    Console.Error.WriteLine($"quick: '{options[i]}' is not an option; quick [PREFIX...] [--budgets FILE] [--results FOLDER]");
                    return 2;
                default: prefixes.Add(options[i]); break;
            }

        List<Result> measured = [];
        foreach (SearchSpace space in (SearchSpace[])[SearchSpace.Topology, SearchSpace.Size])
        {
            FileFigures files = new(space);
            SearchFigures searches = new(space);
            using NatsBenchmark bench = NatsBenchmark.Open(BenchmarkFiles.Table(space));
            List<Figure> figures = [.. new QueryFigures(bench).All(), .. new ScanFigures(bench).All(), .. files.All()];
            figures.RemoveAll(figure => !Wanted(figure.Name));
            foreach (Result result in figures.Count == 0 ? [] : Stopwatches.Measure(figures))
                Report(result);
            foreach ((string name, Func<Result> measure) in (ReadOnlySpan<(string, Func<Result>)>)
                [
                    ("convert", () => ConversionFigure.Measure(space)),
                    ("decode", files.Decode),
                    ("size", files.Size),
                    ("resident", () => SearchSession.Measure(space)),
                    ("evaluation", () => searches.PerEvaluation("random", workers: 1)),
                    ("evaluation", () => searches.PerEvaluation("rea", workers: 1)),
                    ("evaluation", () => searches.PerEvaluation("reinforce", workers: 1)),
                    ("evaluation", () => searches.PerEvaluation("bohb", workers: 1)),
                    ("evaluation", () => searches.PerEvaluation("random", workers: 100)),
                    ("evaluation", () => searches.PerEvaluation("asha", workers: 100)),
                    ("paper", searches.Paper),
                    ("million", searches.Million),
                    ("peak", searches.MillionMemory),
                ])
                if (Wanted($"{name}.{space.ShortName()}"))
                    Report(measure());
        }
        if (results is not null)
            ResultTable.Write(results, measured);
        return budgets?.Judge(measured, Console.Error) ?? 0;

        bool Wanted(string name) => prefixes.Count == 0 || prefixes.Exists(prefix => name.StartsWith(prefix, StringComparison.Ordinal));

        void Report(Result result)
        {
            measured.Add(result);
            Console.WriteLine(result.ToJson());
        }
    }
}
