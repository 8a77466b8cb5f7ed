using System.Text.Json;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Studies.Summaries;

namespace NatsBench.Fast.Cli.Demo;

/// <summary>The figures of a demonstration as members of one JSON object; times in seconds, rates a second, accuracies in percent.</summary>
internal static class DemoJson
{
    public static void Write(Utf8JsonWriter json, DemoFigures figures)
    {
        json.WriteString("file", DemoTable.Path);
        json.WriteNumber("bytes", figures.Bytes);
        json.WriteBoolean("made_now", figures.MadeNow);
        json.WriteDouble("making_seconds", figures.MakingSeconds);
        json.WriteNumber("architectures", figures.Architectures);
        Cold(json, figures);

        json.WriteStartObject("queries");
        json.WriteDouble("one_at_a_time_per_second", figures.Queries.OneAtATime);
        json.WriteDouble("in_bulk_per_second", figures.Queries.InBulk);
        json.WriteDouble("on_all_cores_per_second", figures.Queries.OnAllCores);
        json.WriteNumber("cores", figures.Queries.Cores);
        json.WriteNumber("bytes_allocated", figures.Queries.BytesAllocated);
        json.WriteEndObject();

        json.WriteStartObject("scans");
        json.WriteDouble("best_under_limits_seconds", figures.Scans.Best);
        json.WriteDouble("kendall_seconds", figures.Scans.Kendall);
        json.WriteDouble("kendall", figures.Scans.Correlation);
        json.WriteDouble("pareto_seconds", figures.Scans.Pareto);
        json.WriteNumber("pareto_length", figures.Scans.FrontLength);
        json.WriteEndObject();

        Searches(json, figures);
    }

    private static void Cold(Utf8JsonWriter json, DemoFigures figures)
    {
        json.WriteStartObject("cold");
        json.WriteDouble("open_seconds", figures.Cold.Open);
        json.WriteStartObject("query");
        json.WriteArchitecture(ColdFigures.Architecture, figures.QueryText);
        json.WriteDouble("mean_test_accuracy", figures.Cold.Accuracy);
        json.WriteStartObject("test_accuracy_of_seed");
        foreach ((long seed, double? accuracy) in figures.Cold.Seeds)
            json.WriteDouble($"{seed}", accuracy);
        json.WriteEndObject();
        json.WriteDouble("seconds", figures.Cold.Query);
        json.WriteEndObject();
        json.WriteStartObject("best");
        json.WriteArchitecture(figures.Cold.Best.Index, figures.BestText);
        json.WriteDouble("test_accuracy", figures.Cold.Best.Accuracy);
        json.WriteDouble("seconds", figures.Cold.Scan);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Searches(Utf8JsonWriter json, DemoFigures figures)
    {
        json.WriteStartObject("search");
        json.WriteNumber("trials", figures.Searches[0].Trials);
        json.WriteDouble("seconds", figures.SearchSeconds);
        json.WriteStartArray("rows");
        foreach (SummaryRow row in figures.Searches)
        {
            json.WriteStartObject();
            json.WriteString("dataset", row.Dataset.Name);
            json.WriteString("algorithm", row.Experiment.Algorithm);
            json.WriteDouble("valid_mean", row.Valid.Mean);
            json.WriteDouble("test_mean", row.Test.Mean);
            json.WriteDouble("test_std", row.Test.Deviation);
            json.WriteDouble("evaluations", row.Evaluations);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartObject("curves");
        json.WriteString("dataset", figures.Curves.Dataset.Name);
        json.WriteNumber("trials", figures.Curves.Trials);
        Numbers(json, "clock", figures.Curves.Seconds);
        foreach ((string algorithm, double[] accuracies) in figures.Curves.Algorithms)
            Numbers(json, algorithm, accuracies);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Numbers(Utf8JsonWriter json, string name, double[] numbers)
    {
        json.WriteStartArray(name);
        foreach (double number in numbers)
            json.WriteNumberValue(number);
        json.WriteEndArray();
    }
}
