using NatsBench.Fast.Model;
using NatsBench.Fast.Reports.Pictures;
using NatsBench.Fast.Reports.Pictures.Kinds;
using NatsBench.Fast.Reports.Tables;
using NatsBench.Fast.Statistics.Samples;
using NatsBench.Fast.Studies.Definition;

namespace NatsBench.Fast.Reports.Paper.Sections;

/// <summary>Figure 6: the four multi-trial algorithms over simulated time.</summary>
internal static class SearchSection
{
    /// <summary>Times of a curve.</summary>
    public const int Ticks = 150;

    // As the figure has them.
    private const double Unit = 100;

    /// <summary>The four algorithms on the three datasets at the paper's budgets, 500 trials each.</summary>
    /// <exception cref="NatsBenchException">The table lacks what they ask for.</exception>
    public static IReadOnlyList<PaperSearch> Run(PaperTable table, int threads, CancellationToken cancellation) =>
        PaperSearch.Run(StudyPresets.Get(StudyPresets.Names[0]), table.Bench, Ticks, threads, cancellation);

    public static PaperSection Of(PaperTable table, Func<IReadOnlyList<PaperSearch>> searches)
    {
        SectionBuilder section = new(
            table, "fig6", "Figure 6: multi-trial search over time",
            "Mean test accuracy over 500 trials at 150 even times i/150 of the budget, on the straight line through the two log points nearest to the time (which extrapolates at time 0). The mean alone is drawn. The table has what each trial found in all, at its end and not at the budget.");
        section.Try("the searches", () =>
        {
            IReadOnlyList<PaperSearch> all = searches();
            section.AddTable(
                "", "What trials found by their end: mean ± standard deviation (population) over 500 trials, in brackets the Monte Carlo standard error.",
                [Columns.Dataset, Columns.Header("algorithm", "algorithm"), Columns.Percent("valid", "validation"), Columns.Percent("test", "test")],
                all.Select(search => (IReadOnlyList<ResultCell>)
                    [ResultCell.Of(search.Dataset.Name), ResultCell.Of(search.Algorithm), Cell(search.ValidAtEnd), Cell(search.TestAtEnd)]));
            foreach (IGrouping<Dataset, PaperSearch> group in all.GroupBy(search => search.Dataset))
                AddCurves(section, SectionBuilder.Part(group.Key), $"{group.Key}: mean test accuracy over 500 trials", [.. group.Select(search => (search.Algorithm, search))]);
        });
        return section.Build();
    }

    /// <summary>Adds curves as data and picture.</summary>
    public static void AddCurves(SectionBuilder section, string part, string title, IReadOnlyList<(string Name, PaperSearch Search)> searches)
    {
        section.AddData(
            part.Length > 0 ? $"{part}-curves" : "curves", $"{title}; the deviation is that over trials, population.",
            [new("seconds", "time") { Unit = "s" }, .. searches.Select(one => Columns.Percent(one.Name.Replace('-', '_').Replace(' ', '_'), one.Name))],
            searches[0].Search.Times.Select((time, tick) => (IReadOnlyList<ResultCell>)
                [ResultCell.Of(time), .. searches.Select(one => ResultCell.Of(one.Search.Test[tick]) with { Deviation = one.Search.TestDeviation[tick] })]));
        Curve[] curves = [.. searches.Select(one => new Curve(one.Name, [.. one.Search.Times.Select(time => time / Unit)], one.Search.Test))];
        section.AddPicture(new Picture(
            section.Name(part), title, $"Curves over simulated time in hundreds of seconds, test accuracy in percent. {Curve.Ends(curves)}",
            new PictureAxis("simulated time (100 s)"), new PictureAxis("test accuracy (%)"), Curve.Layers(curves)));
    }

    /// <summary>A cell of a summary.</summary>
    public static ResultCell Cell(Summary summary) => ResultCell.Of(summary.Mean) with { Deviation = summary.Deviation, Error = summary.StandardError };
}
