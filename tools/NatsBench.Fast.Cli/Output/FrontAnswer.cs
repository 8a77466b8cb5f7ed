using System.Globalization;
using System.Text.Json;
using NatsBench.Fast.Search.Fronts;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Statistics.Samples;
using NatsBench.Fast.Studies.Summaries;

namespace NatsBench.Fast.Cli.Output;

/// <summary>The part of a study's answer that tells of fronts: members of JSON, or a table whose last row is the exact front.</summary>
internal static class FrontAnswer
{
    public static void Write(Utf8JsonWriter json, SummaryRow row)
    {
        if (row.Fronts is not { } fronts)
            return;
        json.WriteDouble("front_mean", fronts.Size);
        Write(json, "reward", fronts.Reward, fronts.Exact.Reward);
        Write(json, "valid", fronts.Valid, fronts.Exact.Valid);
        Write(json, "test", fronts.Test, fronts.Exact.Test);
        for (int i = 0; i < fronts.Exact.Reference.Count; i++)
            json.WriteDouble($"reference_{row.Experiment.Objectives[i]}", fronts.Exact.Reference[i]);
    }

    private static void Write(Utf8JsonWriter json, string name, Summary summary, FrontVolume exact)
    {
        SummaryAnswer.Write(json, $"{name}_hypervolume", summary);
        json.WriteDouble($"{name}_hypervolume_share", Share(summary, exact));
        json.WriteDouble($"exact_{name}_hypervolume", exact.Hypervolume);
        json.WriteNumber($"exact_{name}_front", exact.Size);
    }

    /// <summary>Writes a table of rows of one dataset, which have fronts.</summary>
    /// <param name="text">Where to.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="label">What a row is called.</param>
    public static void Write(TextOutput text, IReadOnlyList<SummaryRow> rows, Func<SummaryRow, string> label)
    {
        IReadOnlyList<Quantity> objectives = rows[0].Experiment.Objectives;
        ExactFront exact = rows[0].Fronts!.Exact;
        string reference = string.Concat(objectives.Zip(exact.Reference, (objective, value) => string.Create(CultureInfo.InvariantCulture, $", {objective} {value:G6}")));
        text.Line(
            $"Fronts of accuracy against {string.Join(", ", objectives)}: hypervolume, reference point accuracy 0 %{reference}; share of the exact front's in percent.");
        TextTable table = new(
            "algorithm", TextTable.Number("front"), TextTable.Number("as searched"), TextTable.Number("share"), TextTable.Number("validation"),
            TextTable.Number("share"), TextTable.Number("test"), TextTable.Number("share"));
        foreach (SummaryRow row in rows)
        {
            FrontSummary own = row.Fronts!;
            table.Add(
                label(row), own.Size.ToString("N1", CultureInfo.InvariantCulture), Spread(own.Reward), Percent(Share(own.Reward, exact.Reward)),
                Spread(own.Valid), Percent(Share(own.Valid, exact.Valid)), Spread(own.Test), Percent(Share(own.Test, exact.Test)));
        }
        table.Add(
            "exact", string.Create(CultureInfo.InvariantCulture, $"{exact.Reward.Size}, {exact.Valid.Size}, {exact.Test.Size}"),
            Format(exact.Reward.Hypervolume), "", Format(exact.Valid.Hypervolume), "", Format(exact.Test.Hypervolume), "");
        text.Table(table);
    }

    // Where nothing is better than the reference point, there is nothing to have a share of.
    private static double? Share(Summary own, FrontVolume exact) => exact.Hypervolume > 0 ? own.Mean / exact.Hypervolume : null;

    private static string Percent(double? share) => share is { } known ? (100 * known).ToString("0.00", CultureInfo.InvariantCulture) : "none";

    private static string Spread(Summary summary) => string.Create(CultureInfo.InvariantCulture, $"{summary.Mean:G6} ± {summary.Deviation:G3}");

    private static string Format(double volume) => volume.ToString("G6", CultureInfo.InvariantCulture);
}
