using System.Text.Json;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Tables.Sources;

namespace NatsBench.Fast.Tables.Readers;

/// <summary>Numbers of JSON.</summary>
internal static class JsonNumbers
{
    /// <summary>The number that a leaf is; null is NaN.</summary>
    /// <exception cref="NatsBenchException">It is no number.</exception>
    public static double Of(SourceFile file, IReadOnlyList<string> path, in JsonLeaf leaf) => leaf.Kind switch
    {
        JsonValueKind.Number => leaf.Number,
        JsonValueKind.Null => double.NaN,
        _ => throw file.Fault($"{string.Join(", ", path.Select(Printable.Of))} is {(leaf.Text is null ? leaf.Kind : $"'{Printable.Of(leaf.Text)}'")}, no number"),
    };
}
