using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace NatsBench.Fast.Benchmarks.Quick;

/// <summary>
/// What the figures must reach (<c>perf/budgets.json</c>): gates, which fail, and ratios and values, which warn, for machines are noisy.
/// A name that ends in a star stands for all that begin so. Each holds at every width that was measured.
/// </summary>
/// <param name="Gates">Most of the unit, per name; more fails.</param>
/// <param name="Ratios">Least ratio to the limit, per name; less warns.</param>
/// <param name="NarrowRatio">The ratio that is enough for any of them with vectors of 128 bits.</param>
/// <param name="Values">Most of the unit, per name; more warns.</param>
internal sealed record Budgets(
    IReadOnlyDictionary<string, double> Gates, IReadOnlyDictionary<string, double> Ratios, double NarrowRatio, IReadOnlyDictionary<string, double> Values)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <summary>Reads a file of budgets; false, with a line in the log, when it holds none.</summary>
    public static bool TryRead(string path, TextWriter log, [NotNullWhen(true)] out Budgets? budgets)
    {
        budgets = null;
        try
        {
            budgets = JsonSerializer.Deserialize<Budgets>(File.ReadAllText(path), Options);
            if (budgets is { Gates: not null, Ratios: not null, Values: not null, NarrowRatio: > 0 })
                return true;
            log.WriteLine($"quick: {path} holds no budgets; it needs gates, ratios, narrowRatio and values");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            log.WriteLine($"quick: {path} cannot be read ({e.Message.ReplaceLineEndings(" ")})");
        }
        return false;
    }

    /// <returns>The exit code: 1 when a gate is broken or a gate, ratio or value names no figure.</returns>
    public int Judge(IReadOnlyList<Result> results, TextWriter log)
    {
        int broken = 0;
        foreach ((string name, double most) in Gates)
            foreach (Result result in Named(results, name, log, ref broken))
                if (!(result.Value <= most))
                {
                    log.WriteLine($"FAILED {Place(result)}: {result.Value:0.##} {result.Unit}, at most {most} allowed");
                    broken++;
                }
        foreach ((string name, double least) in Ratios)
            foreach (Result result in Named(results, name, log, ref broken))
                if (!(result.Ratio >= LeastRatio(result, least)))
                    log.WriteLine($"warning {Place(result)}: ratio {result.Ratio:0.00}, {LeastRatio(result, least)} wanted");
        foreach ((string name, double most) in Values)
            foreach (Result result in Named(results, name, log, ref broken))
                if (!(result.Value <= most))
                    log.WriteLine($"warning {Place(result)}: {result.Value:0.##} {result.Unit}, at most {most} wanted");
        return broken == 0 ? 0 : 1;
    }

    private double LeastRatio(Result result, double least) => result.Width == Width.Narrowest ? Math.Min(least, NarrowRatio) : least;

    private static string Place(Result result) => $"{result.Name} at {result.Width} bits";

    private static List<Result> Named(IReadOnlyList<Result> results, string name, TextWriter log, ref int broken)
    {
        List<Result> named = [.. results.Where(result =>
            name.EndsWith('*') ? result.Name.StartsWith(name[..^1], StringComparison.Ordinal) : result.Name == name)];
        if (named.Count == 0)
        {
            log.WriteLine($"FAILED {name}: no such figure was measured");
            broken++;
        }
        return named;
    }
}
