using System.Text.Json;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.OneShot.Scoring;

namespace NatsBench.Fast.OneShot.Cli.Output;

/// <summary>What a table says of an architecture, dataset by dataset.</summary>
internal static class TableAccuracies
{
    /// <summary>Writes the member <c>table</c>: an object, empty where there was no table.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<TableAccuracy> accuracies)
    {
        json.WriteStartObject("table");
        foreach (TableAccuracy accuracy in accuracies)
        {
            json.WriteStartObject(accuracy.Dataset.Name);
            json.WriteValue("valid", accuracy.Valid);
            json.WriteValue("test", accuracy.Test);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    /// <summary>Shows a row for each dataset; nothing where there was no table.</summary>
    public static void Write(TextOutput text, IReadOnlyList<TableAccuracy> accuracies)
    {
        if (accuracies.Count == 0)
            return;
        TextTable rows = new("dataset", TextTable.Number("validation"), TextTable.Number("test"));
        foreach (TableAccuracy accuracy in accuracies)
            rows.Add(accuracy.Dataset.Name, Display.Accuracy(Known(accuracy.Valid)), Display.Accuracy(Known(accuracy.Test)));
        text.Table(rows);
    }

    /// <summary>A number that people are shown; null where it is NaN.</summary>
    public static double? Known(double value) => double.IsNaN(value) ? null : value;
}
