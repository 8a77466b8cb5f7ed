using System.Text.Json;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.Official;

public sealed partial class OfficialCalls
{
    // The simple archives hold None for all weights; where only the column file is at hand, saying None of a full one would be untrue.
    private void GetNetParam(CallArguments args, Utf8JsonWriter json)
    {
        int index = IntegerIndex(args, "index");
        SettingRecord setting = SettingOf(_bench.Record(index), args.AsText("hp", DefaultSetting));
        string? name = args.TryKey("dataset");
        DatasetRecord? dataset = setting.Datasets.FirstOrDefault(one => one.Dataset == name);
        if (args["seed"] is not { } seedArgument)
        {
            if (dataset is null)
                throw new RefusedException(Refusal.KeyError, $"architecture {index}: no dataset '{name}'");
            json.WriteStartObject();
            for (int i = 0; i < dataset.Seeds.Length; i++)
            {
                RefuseAbsentTrial(dataset, i, Refusal.KeyError);
                json.WritePropertyName(PythonJson.Key(dataset.Seeds[i]));
                WriteNetParam(index, setting, dataset, i, json);
            }
            json.WriteEndObject();
            return;
        }
        if (seedArgument.ValueKind is JsonValueKind.Array or JsonValueKind.Object)
            throw new RefusedException(Refusal.TypeError, "seed is of a type that cannot be looked up");
        // A key of a dictionary: 777.0 is 777.
        double? seed = CallArguments.IsFloat(seedArgument, out double number) ? number : CallArguments.Integer(seedArgument);
        int position = dataset is null || seed is null ? -1 : Array.FindIndex(dataset.Seeds, one => one == seed.Value);
        if (position < 0)
            throw new RefusedException(Refusal.ValueError, $"architecture {index}: no trial of '{name}' with seed {seedArgument.GetRawText()}");
        RefuseAbsentTrial(dataset!, position, Refusal.ValueError);
        WriteNetParam(index, setting, dataset!, position, json);
    }

    private static void RefuseAbsentTrial(DatasetRecord dataset, int position, Refusal refusal)
    {
        if (dataset.Trials[position] is null)
            throw new RefusedException(refusal, $"{dataset.Dataset}: the record lists seed {dataset.Seeds[position]} but holds no trial of it");
    }

    private void WriteNetParam(int index, SettingRecord setting, DatasetRecord dataset, int position, Utf8JsonWriter json)
    {
        if (_weights is not null)
            _weights.WriteNetParam(index, setting.Setting, dataset.Dataset, dataset.Seeds[position], json);
        else if (dataset.Trials[position]!.HasWeights)
            throw new RefusedException(
                Refusal.ValueError,
                $"{dataset.Dataset}, seed {dataset.Seeds[position]}: a column file holds no weights; name the full archive, by 'natsbench call --weights ARCHIVE'");
        else
            json.WriteNullValue();
    }

    // A key of the dictionary of what is loaded: 11.0 is 11, and what is no number is in no such dictionary.
    private void ClearParams(CallArguments args, Utf8JsonWriter json)
    {
        if (args["index"] is { ValueKind: JsonValueKind.Array or JsonValueKind.Object })
            throw new RefusedException(Refusal.TypeError, "index is of a type that cannot be looked up");
        double index = args["index"] is not { } value ? double.NaN : CallArguments.IsFloat(value, out double number) ? number : CallArguments.Integer(value) ?? double.NaN;
        if (!(index >= 0 && index < _bench.Count && index == Math.Floor(index)) || !_bench.HasRecord((int)index))
            throw new RefusedException(Refusal.KeyError, "index is not an architecture that is loaded");
        string? setting = args.Has("hp") ? args.AsText("hp", "") : null;
        if (setting is not null && !_bench.HasSetting((int)index, setting))
            throw new RefusedException(Refusal.ValueError, $"architecture {index}: no setting '{setting}'");
        _weights?.Clear((int)index, setting);
        json.WriteNullValue();
    }

    private void Reload(CallArguments args, Utf8JsonWriter json)
    {
        string? root = args.Has("archive_root") ? args.AsText("archive_root", "") : null;
        Range architectures = ..;
        if (args.Has("index"))
        {
            // Compared with the bounds first, and only then the name of a file, which no float is.
            if (args["index"] is { } value && CallArguments.IsFloat(value, out double number) && number >= 0 && number < _bench.Count)
                throw new RefusedException(Refusal.ValueError, $"index {value.GetRawText()} is not an integer");
            long index = args["index"] is { } given && CallArguments.IsFloat(given, out _) ? Unknown : IntegerArgument(args, "index");
            if (index < 0 || index >= _bench.Count)
                throw new RefusedException(Refusal.AssertionError, $"architecture {args["index"]!.Value.GetRawText()} is outside 0..{_bench.Count - 1}");
            architectures = (int)index..((int)index + 1);
        }
        if (_weights is null)
            throw new RefusedException(Refusal.ValueError, "there is no archive to read from; name the full archive, by 'natsbench call --weights ARCHIVE'");
        (int start, int length) = architectures.GetOffsetAndLength(_bench.Count);
        _weights.Reload(root, start..(start + length));
        json.WriteNullValue();
    }
}
