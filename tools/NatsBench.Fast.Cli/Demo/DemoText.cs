using System.Globalization;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Model;
using NatsBench.Fast.Studies.Summaries;

namespace NatsBench.Fast.Cli.Demo;

/// <summary>The figures of a demonstration for people, within 80 columns.</summary>
internal static class DemoText
{
    public static void Write(TextOutput text, DemoFigures figures)
    {
        text.Title("natsbench demo: the topology space, numbers made by a model");
        text.Line("They show what the engine does and how fast, on this machine. Never cite them.");
        text.Line($"Table: {DemoTable.Path}");
        text.Line(
            $"  {Display.Bytes(figures.Bytes)}, what a search reads of {Display.Count(figures.Architectures)} architectures; "
            + $"{(figures.MadeNow ? "made" : "checked")} in {Display.Seconds(figures.MakingSeconds)}.");
        Queries(text, figures);
        Scans(text, figures);
        Searches(text, figures);
        Curves(text, figures.Curves);
        Next(text);
    }

    private static void Queries(TextOutput text, DemoFigures figures)
    {
        (ColdFigures cold, QueryRates rates) = (figures.Cold, figures.Queries);
        text.Line("");
        text.Line("1. Queries: train a random architecture with a random seed, as a search does.");
        text.Line($"     one at a time   {Rate(rates.OneAtATime)} on one core, {rates.BytesAllocated} bytes allocated");
        text.Line($"     in bulk         {Rate(rates.InBulk)} on one core");
        text.Line($"     on all cores    {Rate(rates.OnAllCores)}, one at a time on each of {rates.Cores}");
        text.Line($"   Cold, the compiler's work included: open {Display.Milliseconds(cold.Open)}, first query {Display.Milliseconds(cold.Query)}.");
        text.Line($"   That query: test accuracy of architecture {ColdFigures.Architecture} on cifar100, {Display.Accuracy(cold.Accuracy)}");
        text.Line($"   ({string.Join(", ", cold.Seeds.Select(run => $"seed {run.Seed} {Display.Accuracy(run.Accuracy)}"))}).");
    }

    private static void Scans(TextOutput text, DemoFigures figures)
    {
        ScanTimes scans = figures.Scans;
        text.Line("");
        text.Line($"2. Scans over all {Display.Count(figures.Architectures)} architectures, exact.");
        text.Line($"     best under a FLOPs and a parameter limit   {Microseconds(scans.Best)}");
        text.Line(string.Create(CultureInfo.InvariantCulture, $"     Kendall, validation and test accuracy      {Microseconds(scans.Kendall)}   {scans.Correlation:0.000}"));
        text.Line($"     Pareto front of test accuracy and FLOPs    {Microseconds(scans.Pareto)}   {scans.FrontLength} architectures");
        text.Line($"   Cold: the best with at most {ColdFigures.MaxFlops:0} M FLOPs in {Display.Milliseconds(figures.Cold.Scan)},");
        text.Line($"   {figures.BestText}");
        text.Line($"   (index {figures.Cold.Best.Index}), test accuracy {Display.Accuracy(figures.Cold.Best.Accuracy)}.");
    }

    private static void Searches(TextOutput text, DemoFigures figures)
    {
        text.Line("");
        text.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"3. The paper's table: {figures.Searches.Count} searches, {figures.Searches[0].Trials:N0} trials of each, in {figures.SearchSeconds:0.00} s."));
        text.Line("   Test accuracy in percent, mean ± standard deviation over trials.");
        Dataset[] datasets = [.. figures.Searches.Select(row => row.Dataset).Distinct()];
        TextTable table = new([new TextTable.Column("algorithm", IsNumber: false), .. datasets.Select(dataset => TextTable.Number(dataset.Name))]);
        foreach (IGrouping<string, SummaryRow> algorithm in figures.Searches.GroupBy(row => row.Experiment.Algorithm))
            table.Add([algorithm.Key, .. algorithm.Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.Test.Mean:0.00} ± {row.Test.Deviation:0.00}"))]);
        text.Table(table);
    }

    private static void Curves(TextOutput text, SearchCurves curves)
    {
        (string Name, char Mark, double[] Points)[] drawn =
            [.. curves.Algorithms.Select((curve, number) => (curve.Algorithm, (char)('A' + number), curve.Accuracies))];
        text.Line($"Test accuracy on {curves.Dataset} over simulated time, mean of {curves.Trials} trials:");
        text.Line($"  {string.Join("  ", drawn.Select(curve => $"{curve.Mark} {curve.Name}"))}  * several");
        string from = string.Create(CultureInfo.InvariantCulture, $"{curves.Seconds[0]:N0} s"), to = string.Create(CultureInfo.InvariantCulture, $"{curves.Seconds[^1]:N0} s");
        foreach (string line in TextPlot.Draw([.. drawn.Select(curve => (curve.Mark, curve.Points))], from, to))
            text.Line(line);
    }

    private static void Next(TextOutput text)
    {
        text.Line("");
        text.Line("Next, with 'natsbench' as README makes it (or 'dotnet run -c Release --project");
        text.Line("tools/NatsBench.Fast.Cli --' in its place):");
        text.Line($"  natsbench search {DemoTable.Path}");
        text.Line($"  natsbench best {DemoTable.Path} --dataset cifar100 --set test --max-flops 100");
        text.Line("  natsbench convert ARCHIVE -o tss.natsb      (a download: measured numbers)");
    }

    private static string Rate(double perSecond) => string.Create(CultureInfo.InvariantCulture, $"{perSecond / 1e6,7:0.0} million a second");

    private static string Microseconds(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e6,8:0.0} µs");
}
