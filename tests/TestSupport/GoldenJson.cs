using System.Text.Json;
using System.Text.RegularExpressions;

namespace NatsBench.Fast.TestSupport;

/// <summary>Compares answers with recorded ones: equal texts, doubles equal bit for bit, whatever the order of keys.</summary>
internal static partial class GoldenJson
{
    /// <summary>Parses a line as Python's json writes it: NaN and infinities become texts.</summary>
    public static JsonElement Parse(string line)
    {
        using JsonDocument document = JsonDocument.Parse(NonFinite().Replace(line, "\"$0\""));
        return document.RootElement.Clone();
    }

    /// <summary>Null, or how an answer of the official calls differs from a recorded line: in its result, or in the exception it names.</summary>
    public static string? AnswerDifference(string recorded, string answer)
    {
        JsonElement expected = Parse(recorded), actual = Parse(answer);
        string part = expected.TryGetProperty("error", out _) ? "error" : "result";
        string? fault = Difference(expected.GetProperty(part), actual.TryGetProperty(part, out JsonElement given) ? given : actual);
        return fault is null ? null : $"{recorded[..int.Min(recorded.Length, 200)]} → {fault}";
    }

    /// <summary>Null, or where and how two values differ.</summary>
    public static string? Difference(JsonElement expected, JsonElement actual, string path = "")
    {
        if (expected.ValueKind != actual.ValueKind)
            return $"{path}: expected {expected}, got {actual}";
        switch (expected.ValueKind)
        {
            case JsonValueKind.Object:
                string[] names = [.. expected.EnumerateObject().Select(property => property.Name)];
                string[] others = [.. actual.EnumerateObject().Select(property => property.Name)];
                if (!names.Order().SequenceEqual(others.Order()))
                    return $"{path}: expected keys {string.Join(',', names)}, got {string.Join(',', others)}";
                return names.Select(name => Difference(expected.GetProperty(name), actual.GetProperty(name), $"{path}.{name}")).FirstOrDefault(fault => fault is not null);
            case JsonValueKind.Array:
                if (expected.GetArrayLength() != actual.GetArrayLength())
                    return $"{path}: expected {expected.GetArrayLength()} items, got {actual.GetArrayLength()}";
                return expected.EnumerateArray().Zip(actual.EnumerateArray())
                    .Select((pair, i) => Difference(pair.First, pair.Second, $"{path}[{i}]")).FirstOrDefault(fault => fault is not null);
            case JsonValueKind.Number:
                return BitConverter.DoubleToInt64Bits(expected.GetDouble()) == BitConverter.DoubleToInt64Bits(actual.GetDouble())
                    ? null : $"{path}: expected {expected}, got {actual}";
            default:
                return expected.ToString() == actual.ToString() ? null : $"{path}: expected {expected}, got {actual}";
        }
    }

    [GeneratedRegex(@"(?<=[:\[,]\s*)(NaN|-?Infinity)(?=\s*[,\]}])")]
    private static partial Regex NonFinite();
}
