using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;

namespace NatsBench.Fast.Benchmarks.Quick;

/// <summary>
/// Writes figures as a table with what they were measured on, into <c>FOLDER/&lt;cpu&gt;</c>, a row for each width of a figure. Rows that
/// the same build measured before stay, so that a table can be made in several short runs.
/// </summary>
internal static class ResultTable
{
    private const string Columns = "| figure | bits | value | unit | limit | ratio |\n|---|---:|---:|---|---:|---:|\n";

    /// <summary>Processor, system and build.</summary>
    public static string Build { get; } = string.Create(CultureInfo.InvariantCulture, $"""
        {Machine.Cpu}, {Environment.ProcessorCount} processors; {RuntimeInformation.OSDescription.Trim()}; {RuntimeInformation.FrameworkDescription};
        NatsBench.Fast {InformationalVersion()}
        """).ReplaceLineEndings("\n");

    /// <summary>Writes a table.</summary>
    /// <param name="folder">The folder of all machines' tables.</param>
    /// <param name="name">The table's name.</param>
    /// <param name="about">What stands above it: a title, what was measured, on what.</param>
    /// <param name="results">The figures.</param>
    public static void Write(string folder, string name, string about, IReadOnlyList<Result> results)
    {
        string path = Path.Combine(Machine.ResultFolder(folder, Machine.Cpu), name);
        string head = about.ReplaceLineEndings("\n") + "\n\n" + Columns;
        string before = File.Exists(path) ? File.ReadAllText(path) : "";
        OrderedDictionary<string, SortedList<int, string>> rows = [];
        if (before.StartsWith(head, StringComparison.Ordinal))
            foreach (string row in before[head.Length..].Split('\n', StringSplitOptions.RemoveEmptyEntries))
                if (row.Split('|', StringSplitOptions.TrimEntries) is [_, var figure, var bits, ..])
                    Put(figure, int.Parse(bits, CultureInfo.InvariantCulture), row);
        foreach (Result result in results)
            Put(result.Name, result.Width, Row(result));
        // The widest first.
        File.WriteAllText(path, head + string.Concat(rows.Values.SelectMany(widths => widths.Values.Reverse()).Select(row => row + "\n")));
        Console.Error.WriteLine($"written: {path}");

        void Put(string figure, int bits, string row)
        {
            if (!rows.TryGetValue(figure, out SortedList<int, string>? widths))
                rows.Add(figure, widths = []);
            widths[bits] = row;
        }
    }

    private static string Row(Result result) => string.Create(CultureInfo.InvariantCulture,
        $"| {result.Name} | {result.Width} | {Number(result.Value)} | {result.Unit} | {(result.Limit is { } limit ? Number(limit) : "")} | {result.Ratio:0.00} |");

    private static string Number(double value) =>
        value.ToString(value is 0 ? "0" : value < 10 ? "0.00" : value < 100 ? "0.0" : "0", CultureInfo.InvariantCulture);

    private static string InformationalVersion() =>
        typeof(NatsBenchmark).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
