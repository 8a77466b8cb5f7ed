using System.Text.Encodings.Web;
using System.Text.Json;

namespace NatsBench.Fast.Benchmarks.Quick;

/// <summary>One measured figure.</summary>
/// <param name="Name">What was asked.</param>
/// <param name="Value">How much of the unit.</param>
/// <param name="Unit">The unit.</param>
/// <param name="Limit">The limit in the same unit; null where there is none.</param>
/// <param name="Ratio">Limit over value: 1 is as fast as bare loops; null where there is no limit.</param>
internal sealed record Result(string Name, double Value, string Unit, double? Limit = null, double? Ratio = null)
{
    private static readonly JsonSerializerOptions Options =
        new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Bits of a vector in the process that measured it.</summary>
    public int Width { get; init; } = Quick.Width.Own;

    /// <summary>A result beside its limit.</summary>
    public static Result Beside(string name, double value, string unit, double limit) => new(name, value, unit, limit, limit / value);

    public string ToJson() => JsonSerializer.Serialize(
        this with { Value = Math.Round(Value, 4), Limit = Rounded(Limit), Ratio = Rounded(Ratio) }, Options);

    public static Result FromJson(string json) => JsonSerializer.Deserialize<Result>(json, Options)!;

    private static double? Rounded(double? value) => value is { } number ? Math.Round(number, 4) : null;
}
