using System.Diagnostics;
using NatsBench.Fast.Studies.Definition;
using NatsBench.Fast.Studies.Running;
using NatsBench.Fast.Studies.Summaries;

namespace NatsBench.Fast.Cli.Demo;

/// <summary>Everything that <c>natsbench demo</c> shows, measured in the order in which it is shown.</summary>
/// <param name="Bytes">Length of the table.</param>
/// <param name="MadeNow">True when it was made for this run.</param>
/// <param name="MakingSeconds">What making or checking it took.</param>
/// <param name="Architectures">How many architectures it has.</param>
/// <param name="BestText">The text of the best architecture of <paramref name="Cold"/>.</param>
/// <param name="QueryText">The text of the architecture that was asked for.</param>
/// <param name="Synthetic">The model that made the numbers.</param>
/// <param name="Cold">The first of everything.</param>
/// <param name="Queries">Queries, warm.</param>
/// <param name="Scans">Scans, warm.</param>
/// <param name="Searches">The paper's table of searches, a row for each dataset and algorithm.</param>
/// <param name="SearchSeconds">What the whole table took, binding and compiler included.</param>
/// <param name="Curves">Accuracy over simulated time.</param>
internal sealed record DemoFigures(
    long Bytes, bool MadeNow, double MakingSeconds, int Architectures, string BestText, string QueryText, string Synthetic,
    ColdFigures Cold, QueryRates Queries, ScanTimes Scans, IReadOnlyList<SummaryRow> Searches, double SearchSeconds, SearchCurves Curves)
{
    public static DemoFigures Measure(CancellationToken cancellation)
    {
        long began = Stopwatch.GetTimestamp();
        bool madeNow = DemoTable.Ensure(cancellation);
        double making = Stopwatch.GetElapsedTime(began).TotalSeconds;

        (NatsBenchmark opened, ColdFigures cold) = ColdFigures.Measure(DemoTable.Path);
        using NatsBenchmark bench = opened;
        QueryRates queries = QueryRates.Measure(bench);
        cancellation.ThrowIfCancellationRequested();
        ScanTimes scans = ScanTimes.Measure(bench);
        cancellation.ThrowIfCancellationRequested();

        began = Stopwatch.GetTimestamp();
        SearchRun run = new(BoundStudy.Bind(StudyPresets.Get(StudyPresets.Names[0]), bench), threads: null, cancellation);
        IReadOnlyList<ExperimentOutcomes> outcomes = run.InMemory();
        double searching = Stopwatch.GetElapsedTime(began).TotalSeconds;
        return new DemoFigures(
            new FileInfo(DemoTable.Path).Length, madeNow, making, bench.Count, bench.Architecture(cold.Best.Index),
            bench.Architecture(ColdFigures.Architecture), bench.Provenance.Synthetic, cold, queries, scans, SummaryRow.Of(outcomes), searching,
            SearchCurves.Of(run.Study, TextPlot.Width, cancellation));
    }
}
