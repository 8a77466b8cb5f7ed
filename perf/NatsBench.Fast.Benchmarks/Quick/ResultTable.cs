using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;

namespace NatsBench.Fast.Benchmarks.Quick;

/// <summary>
/// Writes figures as a table with what they were measured on: <c>FOLDER/&lt;cpu&gt;/quick.md</c>, a row for each width of a figure. Rows that
/// the same build measured before stay, so that a table can be made in several short runs.
/// </summary>
internal static class ResultTable
{
    private const string Columns = "| figure | bits | value | unit | limit | ratio |\n|---|---:|---:|---|---:|---:|\n";

    public static void Write(string folder, IReadOnlyList<Result> results)
    {
        string path = Path.Combine(Machine.ResultFolder(folder), "quick.md");
        string head = Head() + Columns;
        string before = File.Exists(path) ? File.ReadAllText(path) : "";
        OrderedDictionary<string, SortedList<int, string>> rows = [];
        if (before.StartsWith(head, StringComparison.Ordinal))
            foreach (string row in before[head.Length..].Split('\n', StringSplitOptions.RemoveEmptyEntries))
                if (row.Split('|', StringSplitOptions.TrimEntries) is [_, var name, var bits, ..])
                    Put(name, int.Parse(bits, CultureInfo.InvariantCulture), row);
        foreach (Result result in results)
            Put(result.Name, result.Width, Row(result));
        // The widest first.
        File.WriteAllText(path, head + string.Concat(rows.Values.SelectMany(widths => widths.Values.Reverse()).Select(row => row + "\n")));
        Console.Error.WriteLine($"written: {path}");

        void Put(string name, int bits, string row)
        {
            if (!rows.TryGetValue(name, out SortedList<int, string>? widths))
                rows.Add(name, widths = []);
            widths[bits] = row;
        }
    }

    private static string Head() => string.Create(CultureInfo.InvariantCulture, $"""
        # Quick figures

        {Machine.Cpu}, {Environment.ProcessorCount} processors; {RuntimeInformation.OSDescription.Trim()}; {RuntimeInformation.FrameworkDescription};
        NatsBench.Fast {InformationalVersion()}, column format {NatsBenchmark.FormatVersion}. Full synthetic tables of both spaces;
        one thread unless the name says otherwise; the best of some thirty rounds. Bits: the widest vectors that the process used (512 with
        AVX-512, 256 without, 128 without AVX2). Written by `quick --every-width --results`.


        """).ReplaceLineEndings("\n");

    private static string Row(Result result) => string.Create(CultureInfo.InvariantCulture,
        $"| {result.Name} | {result.Width} | {Number(result.Value)} | {result.Unit} | {(result.Limit is { } limit ? Number(limit) : "")} | {result.Ratio:0.00} |");

    private static string Number(double value) =>
        value.ToString(value is 0 ? "0" : value < 10 ? "0.00" : value < 100 ? "0.0" : "0", CultureInfo.InvariantCulture);

    private static string InformationalVersion() =>
        typeof(NatsBenchmark).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
