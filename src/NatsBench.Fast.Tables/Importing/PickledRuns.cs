using NatsBench.Fast.Conversion.Pickle;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.Tables.Importing;

/// <summary>Numbers and lists of numbers in pickled dicts.</summary>
internal static class PickledRuns
{
    // A training of NATS-Bench has 200 epochs.
    private const int MostEpochs = 1 << 14;

    /// <summary>The first key and value of a dict; false for anything else.</summary>
    public static bool TryFirst(in PickleValue value, out PickleValue key, out PickleValue first)
    {
        (key, first) = (default, default);
        if (value.Kind != PickleKind.Dict || value.AsDict.Count == 0)
            return false;
        (key, first) = (value.AsDict.Entries[0].Key, value.AsDict.Entries[0].Value);
        return true;
    }

    /// <exception cref="NatsBenchException">It is no dict.</exception>
    public static PickleDict Dict(in PickleValue value, string where) =>
        value.Kind == PickleKind.Dict ? value.AsDict : throw new NatsBenchException($"{where} is {value}, no dict");

    /// <exception cref="NatsBenchException">It is no text.</exception>
    public static string Text(in PickleValue value, string where) =>
        value.Kind == PickleKind.String ? value.AsString : throw new NatsBenchException($"{where} is {value}, no text");

    /// <summary>A number under a key; null where there is none, or None.</summary>
    /// <exception cref="NatsBenchException">It is something else.</exception>
    public static double? Number(PickleDict dict, string key, string where) =>
        !dict.TryGet(key, out PickleValue value) || value.Kind == PickleKind.None ? null : Number(value, $"{where}, {key}");

    /// <summary>A list of numbers, one an epoch from 0 on; null where there is none, or None.</summary>
    /// <param name="dict">Where the list is.</param>
    /// <param name="key">Its key.</param>
    /// <param name="where">What messages call the place.</param>
    /// <param name="scale">What each is multiplied by.</param>
    /// <exception cref="NatsBenchException">It is something else, or longer than any training.</exception>
    public static Curve? Curve(PickleDict dict, string key, string where, double scale = 1)
    {
        if (!dict.TryGet(key, out PickleValue value) || value.Kind == PickleKind.None)
            return null;
        double[] numbers = Numbers(value, $"{where}, {key}");
        if (numbers.Length is 0 or > MostEpochs)
            throw new NatsBenchException($"{where}, {key}: {numbers.Length} numbers, which are no epochs of a training");
        if (scale != 1)
            for (int i = 0; i < numbers.Length; i++)
                numbers[i] *= scale;
        return new Curve(0, numbers);
    }

    /// <exception cref="NatsBenchException">It is no list of numbers.</exception>
    public static double[] Numbers(in PickleValue value, string where)
    {
        if (!value.TryGetItems(out ReadOnlySpan<PickleValue> items))
            throw new NatsBenchException($"{where} is {value}, no list of numbers");
        double[] numbers = new double[items.Length];
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] = Number(items[i], where);
        return numbers;
    }

    private static double Number(in PickleValue value, string where) => value.Kind switch
    {
        PickleKind.Float => value.AsFloat,
        PickleKind.Int => value.AsInt,
        _ => throw new NatsBenchException($"{where} is {value}, no number"),
    };
}
