using NatsBench.Fast.Conversion.Pickle;
using NatsBench.Fast.Tables.Sources;

namespace NatsBench.Fast.Tables.Readers;

/// <summary>Numbers of pickles.</summary>
internal static class PickleNumbers
{
    /// <summary>The number that a value is, or that a list of one holds; None is NaN.</summary>
    /// <exception cref="NatsBenchException">It is no number.</exception>
    public static double Of(SourceFile file, in PickleValue value, string where) => value.Kind switch
    {
        PickleKind.Float => value.AsFloat,
        PickleKind.Int => value.AsInt,
        PickleKind.None => double.NaN,
        PickleKind.List when value.TryGetItems(out ReadOnlySpan<PickleValue> items) && items.Length == 1 && items[0].Kind is PickleKind.Float or PickleKind.Int => Of(file, items[0], where),
        _ => throw file.Fault($"{where} is {value}, no number"),
    };
}
