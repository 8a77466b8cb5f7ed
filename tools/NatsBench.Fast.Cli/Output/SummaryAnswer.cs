using System.Globalization;
using System.Text.Json;
using NatsBench.Fast.Cli.Streams;
using NatsBench.Fast.Model;
using NatsBench.Fast.Statistics.Samples;
using NatsBench.Fast.Studies.Running;
using NatsBench.Fast.Studies.Summaries;

namespace NatsBench.Fast.Cli.Output;

/// <summary>What a study came to: a line of JSON for each dataset and algorithm, or a table for each dataset.</summary>
/// <param name="rows">The rows, in the study's order.</param>
/// <param name="times">How long each experiment took; null where none was run.</param>
internal sealed class SummaryAnswer(IReadOnlyList<SummaryRow> rows, StudyTimes? times)
{
    /// <inheritdoc cref="Answer.Write"/>
    public int Write(bool asJson, string synthetic)
    {
        Answer.SaySynthetic(synthetic);
        using Stream output = StandardStreams.OpenOutput();
        if (asJson)
            WriteJson(output, synthetic);
        else
            WriteText(output, synthetic);
        return ExitCode.Success;
    }

    private void WriteJson(Stream output, string synthetic)
    {
        foreach (SummaryRow row in rows)
            JsonLine.Write(output, json =>
            {
                json.WriteBoolean("synthetic", synthetic.Length > 0);
                Write(json, row);
            });
    }

    private void Write(Utf8JsonWriter json, SummaryRow row)
    {
        json.WriteString("space", row.Experiment.Space.ShortName());
        json.WriteString("dataset", row.Dataset.Name);
        json.WriteString("search_dataset", row.Experiment.SearchDataset.Name);
        json.WriteString("algorithm", row.Experiment.Algorithm);
        json.WriteString("parameters", row.Experiment.Parameters);
        json.WriteOptional("architectures", row.Architectures?.Allowed);
        if (row.LimitCounts is { } limits)
        {
            json.WriteNumber("within_limits", limits.Within);
            json.WriteNumber("outside_limits", limits.Outside);
        }
        json.WriteNumber("trials", row.Trials);
        json.WriteDouble("budget_seconds", row.Experiment.Budget.Seconds);
        json.WriteOptional("budget_evaluations", row.Experiment.Budget.Evaluations);
        Write(json, "valid", row.Valid);
        Write(json, "test", row.Test);
        json.WriteDouble("test_median", row.Test.Median);
        json.WriteDouble("test_iqm", row.Test.InterquartileMean);
        json.WriteDouble("regret_mean", row.Regret.Mean);
        json.WriteDouble("regret_se", Known(row.Regret.StandardError));
        if (row.Expected is { } expected)
        {
            json.WriteDouble(expected.IsExact ? "valid_exact" : "valid_approximate", expected.Valid);
            json.WriteDouble(expected.IsExact ? "test_exact" : "test_approximate", expected.Test);
        }
        FrontAnswer.Write(json, row);
        json.WriteDouble("evaluations", row.Evaluations);
        json.WriteDouble("wall_seconds", times?.Seconds(row.Experiment.Number));
    }

    /// <summary>Writes mean, standard deviation and standard error.</summary>
    public static void Write(Utf8JsonWriter json, string name, Summary summary)
    {
        json.WriteDouble($"{name}_mean", summary.Mean);
        json.WriteDouble($"{name}_std", summary.Deviation);
        json.WriteDouble($"{name}_se", Known(summary.StandardError));
    }

    private void WriteText(Stream output, string synthetic)
    {
        using StreamWriter writer = new(output);
        TextOutput text = new(writer, synthetic.Length > 0);
        foreach (IGrouping<(Dataset Search, Dataset Report), SummaryRow> group in rows.GroupBy(row => (row.Experiment.SearchDataset, row.Dataset)))
        {
            SummaryRow first = group.First();
            string searched = group.Key.Search == group.Key.Report ? "" : $", searched on {group.Key.Search}";
            text.Title(string.Create(
                CultureInfo.InvariantCulture,
                $"{group.Key.Report}{searched} ({first.Experiment.Space.OfficialName()} space): {first.Trials:N0} trials, {Budget(first)}{Some(first)}"));
            text.Line("Accuracies in percent: mean ± standard deviation over trials (standard error of the mean); the full training, mean over seeds.");
            if (first.LimitCounts is { } limits)
                text.Line(string.Create(CultureInfo.InvariantCulture, $"Limits ({string.Join(", ", limits.Limits)}): {limits.Within:N0} architectures are within, {limits.Outside:N0} outside and never proposed."));
            TextTable table = new(
                "algorithm", TextTable.Number("validation"), TextTable.Number("test"), TextTable.Number("median"), TextTable.Number("IQM"),
                TextTable.Number("regret"), TextTable.Number("evaluations"));
            foreach (SummaryRow row in group)
                table.Add(
                    Label(row), Spread(row.Valid), Spread(row.Test), Format(row.Test.Median), Format(row.Test.InterquartileMean),
                    Spread(row.Regret), row.Evaluations.ToString("N1", CultureInfo.InvariantCulture));
            text.Table(table);
            if (first.Fronts is not null)
                FrontAnswer.Write(text, [.. group], Label);
            foreach (SummaryRow row in group)
                if (row.Expected is { } expected)
                    text.Line(string.Create(
                        CultureInfo.InvariantCulture,
                        $"{Label(row)}, {(expected.IsExact ? "exact" : "approximate")} expectation without trials: validation {expected.Valid:0.000}, test {expected.Test:0.000}"));
        }
    }

    // Hyper-parameters are told where an algorithm has several settings.
    private string Label(SummaryRow row) =>
        rows.Any(other => other.Experiment.Algorithm == row.Experiment.Algorithm && other.Experiment.Parameters != row.Experiment.Parameters)
            ? $"{row.Experiment.Algorithm} ({row.Experiment.Parameters})"
            : row.Experiment.Algorithm;

    private static string Budget(SummaryRow row) => row.Experiment.Budget.Seconds is { } seconds
        ? string.Create(CultureInfo.InvariantCulture, $"{seconds:N0} simulated seconds each")
        : string.Create(CultureInfo.InvariantCulture, $"{row.Experiment.Budget.Evaluations:N0} evaluations each");

    // Where isomorphic cells are collapsed or records absent.
    private static string Some(SummaryRow row) => row.Architectures is var (allowed, all) && allowed < all
        ? string.Create(CultureInfo.InvariantCulture, $", {allowed:N0} of {all:N0} architectures")
        : "";

    private static string Spread(Summary summary) => string.Create(
        CultureInfo.InvariantCulture,
        $"{summary.Mean:0.00} ± {summary.Deviation:0.00}{(double.IsNaN(summary.StandardError) ? "" : $" ({summary.StandardError:0.000})")}");

    private static string Format(double percent) => percent.ToString("0.00", CultureInfo.InvariantCulture);

    private static double? Known(double value) => double.IsNaN(value) ? null : value;
}
