using System.Text.Json;

namespace NatsBench.Fast.Tables.Sources;

/// <summary>A value that holds no others.</summary>
/// <param name="Kind">Number, string, true, false or null; NaN and infinities are numbers.</param>
/// <param name="Number">The number.</param>
/// <param name="Text">The string.</param>
internal readonly record struct JsonLeaf(JsonValueKind Kind, double Number, string? Text);
