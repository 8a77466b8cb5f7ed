using System.Globalization;
using NatsBench.Fast.Conversion.Pickle;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.Conversion.Archives;

// One trial: a dict of official keys.
internal sealed partial class RecordReader
{
    // Early trials of NAS-Bench-201 were kept without; its library has None in their place.
    private static readonly TrialKey[] NasBench201Defaults =
        [TrialKey.Latency, TrialKey.TrainTop1, TrialKey.TrainTop5, TrialKey.TrainLoss, TrialKey.TrainTime, TrialKey.EvaluationTime];

    private readonly PickleValue[] _fields = new PickleValue[OfficialKeys.Trial.Count];
    private readonly bool[] _isPresent = new bool[OfficialKeys.Trial.Count];

    private TrialRecord ReadTrial(PickleDict trial)
    {
        TakeFields(trial);
        string[] sets = Texts(TrialKey.EvaluationSets);
        Curve? time = EpochCurve(TrialKey.TrainTime, out int[]? timeOrder);
        return new TrialRecord
        {
            Name = Text(TrialKey.Name),
            SeedText = SeedText(),
            Epochs = Epochs(),
            Flops = Number(TrialKey.Flops),
            Params = Number(TrialKey.Params),
            Latency = Latency(),
            Config = Config(),
            TrainTop1 = EpochCurve(TrialKey.TrainTop1, out _),
            TrainTop5 = EpochCurve(TrialKey.TrainTop5, out _),
            TrainLoss = EpochCurve(TrialKey.TrainLoss, out _),
            TrainTime = time,
            TrainTimeOrder = timeOrder,
            EvaluationSets = sets,
            Evaluations = Evaluations(sets),
            HasWeights = Field(TrialKey.Weights).Kind != PickleKind.None,
        };
    }

    private void TakeFields(PickleDict trial)
    {
        Array.Clear(_fields);
        Array.Clear(_isPresent);
        Spend(trial.Count);
        foreach (ref readonly PickleDict.Entry entry in trial.Entries)
        {
            if (entry.Key.Kind != PickleKind.String || !OfficialKeys.Trial.TryGetValue(entry.Key.AsString, out TrialKey key))
            {
                Note($"a trial has the unknown key {entry.Key}");
                continue;
            }
            _fields[(int)key] = entry.Value;
            _isPresent[(int)key] = true;
        }
        // Weights may be absent altogether; all else the official library reads.
        for (TrialKey key = 0; key < TrialKey.Weights; key++)
            if (!_isPresent[(int)key] && !(layout == RecordLayout.NasBench201 && NasBench201Defaults.Contains(key)))
                throw Error($"'{OfficialKeys.NameOf(key)}' is missing");
    }

    private ref readonly PickleValue Field(TrialKey key) => ref _fields[(int)key];

    private NatsBenchException Error(TrialKey key, in PickleValue value, string expected) =>
        Error($"{OfficialKeys.NameOf(key)} is {value}, not {expected}");

    private string Text(TrialKey key) => Field(key) switch
    {
        { Kind: PickleKind.String } text => text.AsString,
        var other => throw Error(key, other, "a text"),
    };

    // Official trials hold it as a text, such as 0777; the number that others hold says the same.
    private string SeedText()
    {
        if (Field(TrialKey.SeedText) is not { Kind: PickleKind.Int } number)
            return Text(TrialKey.SeedText);
        Note($"{OfficialKeys.NameOf(TrialKey.SeedText)} is a number, kept as a text", "");
        return number.AsInt.ToString(CultureInfo.InvariantCulture);
    }

    private int Epochs() => Field(TrialKey.Epochs) switch
    {
        { Kind: PickleKind.Int, AsInt: >= 0 and <= EvaluationKeys.EpochLimit } epochs => (int)epochs.AsInt,
        var other => throw Error(TrialKey.Epochs, other, "a number of epochs"),
    };

    private double Number(TrialKey key) =>
        TryNumber(Field(key), out double number) ? number : throw Error(key, Field(key), "a number that a double holds");

    /// <summary>Takes floats as they are, and integers that a double holds exactly.</summary>
    private static bool TryNumber(in PickleValue value, out double number)
    {
        number = value.Kind == PickleKind.Float ? value.AsFloat : value.AsInt;
        return value.Kind == PickleKind.Float
            || (value.Kind == PickleKind.Int && number < -(double)long.MinValue && (long)number == value.AsInt);
    }

    private ReadOnlySpan<PickleValue> Items(TrialKey key)
    {
        if (!Field(key).TryGetItems(out ReadOnlySpan<PickleValue> items))
            throw Error(key, Field(key), "a list");
        Spend(items.Length);
        return items;
    }

    private string[] Texts(TrialKey key)
    {
        ReadOnlySpan<PickleValue> items = Items(key);
        string[] texts = new string[items.Length];
        for (int i = 0; i < texts.Length; i++)
            texts[i] = items[i].Kind == PickleKind.String ? items[i].AsString : throw Error(key, items[i], "a text");
        return texts;
    }

    private double[]? Latency()
    {
        if (Field(TrialKey.Latency).Kind == PickleKind.None)
            return null;
        ReadOnlySpan<PickleValue> items = Items(TrialKey.Latency);
        double[] seconds = new double[items.Length];
        for (int i = 0; i < seconds.Length; i++)
            if (!TryNumber(items[i], out seconds[i]))
                throw Error(TrialKey.Latency, items[i], "a number that a double holds");
        return seconds;
    }

    private List<ConfigEntry> Config()
    {
        PickleDict dict = Dict(Field(TrialKey.Config), OfficialKeys.NameOf(TrialKey.Config));
        Spend(dict.Count);
        var config = new List<ConfigEntry>(dict.Count);
        foreach (ref readonly PickleDict.Entry entry in dict.Entries)
        {
            if (entry.Key.Kind == PickleKind.String && TryScalar(entry.Value, out object? scalar))
                config.Add(new(entry.Key.AsString, scalar));
            else
                Note($"arch_config has {entry.Key} with {entry.Value}");
        }
        return config;
    }

    private static bool TryScalar(in PickleValue value, out object? scalar)
    {
        scalar = value.Kind switch
        {
            PickleKind.String => value.AsString,
            PickleKind.Int => value.AsInt,
            PickleKind.Float => value.AsFloat,
            PickleKind.Bool => value.AsBool,
            _ => null,
        };
        return scalar is not null || value.Kind == PickleKind.None;
    }
}
