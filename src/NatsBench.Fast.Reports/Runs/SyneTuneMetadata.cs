using System.Text.Json;

namespace NatsBench.Fast.Reports.Runs;

/// <summary>What the <c>metadata.json</c> of a Syne Tune experiment says; null where it says nothing, or is not there.</summary>
/// <param name="Algorithm">The algorithm.</param>
/// <param name="Dataset">The dataset, as the name of the benchmark ends.</param>
/// <param name="Metric">The metric that was optimised.</param>
/// <param name="IsMinimised">Whether less of it is better.</param>
internal sealed record SyneTuneMetadata(string? Algorithm, string? Dataset, string? Metric, bool IsMinimised)
{
    private const string Name = "metadata.json";
    private const long MostBytes = 16 << 20;

    /// <summary>The metadata beside a file of results.</summary>
    /// <exception cref="NatsBenchException">They are there, and no JSON.</exception>
    public static SyneTuneMetadata Beside(string results)
    {
        string path = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(results))!, Name);
        if (!File.Exists(path) || new FileInfo(path).Length > MostBytes)
            return new(null, null, null, IsMinimised: true);
        try
        {
            using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(path));
            if (json.RootElement.ValueKind != JsonValueKind.Object)
                throw new JsonException("no object");
            string? benchmark = Text("benchmark");
            return new(
                Text("algorithm") ?? Text("scheduler_name"), benchmark?.StartsWith("nasbench201-", StringComparison.Ordinal) == true ? benchmark["nasbench201-".Length..] : null,
                First("metric_names"), First("metric_mode") is not "max");

            string? Text(string name) => json.RootElement.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

            // One text, or the first of several.
            string? First(string name) => json.RootElement.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0
                && value[0].ValueKind == JsonValueKind.String ? value[0].GetString() : Text(name);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new NatsBenchException($"{path}: cannot be read as the metadata of an experiment ({e.Message.ReplaceLineEndings(" ")})", e);
        }
    }
}
