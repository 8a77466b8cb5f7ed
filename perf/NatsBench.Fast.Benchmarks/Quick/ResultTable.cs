using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;

namespace NatsBench.Fast.Benchmarks.Quick;

/// <summary>Writes figures as a table with what they were measured on: <c>FOLDER/&lt;cpu&gt;/quick.md</c>.</summary>
internal static class ResultTable
{
    public static void Write(string folder, IReadOnlyList<Result> results)
    {
        StringBuilder text = new();
        text.AppendLine("# Quick figures").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"{Machine.Cpu}, {Environment.ProcessorCount} processors; {RuntimeInformation.OSDescription.Trim()}; {RuntimeInformation.FrameworkDescription};");
        text.AppendLine(CultureInfo.InvariantCulture, $"NatsBench.Fast {InformationalVersion()}, column format {NatsBenchmark.FormatVersion}. Full synthetic tables of both spaces;");
        text.AppendLine("one thread unless the name says otherwise; the best of some thirty rounds. Written by `quick --results`.").AppendLine();
        text.AppendLine("| figure | value | unit | limit | ratio |").AppendLine("|---|---:|---|---:|---:|");
        foreach (Result result in results)
            text.AppendLine(CultureInfo.InvariantCulture,
                $"| {result.Name} | {Number(result.Value)} | {result.Unit} | {(result.Limit is { } limit ? Number(limit) : "")} | {result.Ratio:0.00} |");
        string path = Path.Combine(Machine.ResultFolder(folder), "quick.md");
        File.WriteAllText(path, text.ToString().ReplaceLineEndings("\n"));
        Console.Error.WriteLine($"written: {path}");
    }

    private static string Number(double value) =>
        value.ToString(value is 0 ? "0" : value < 10 ? "0.00" : value < 100 ? "0.0" : "0", CultureInfo.InvariantCulture);

    private static string InformationalVersion() =>
        typeof(NatsBenchmark).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
