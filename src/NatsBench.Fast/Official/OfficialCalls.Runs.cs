using System.Text.Json;
using NatsBench.Fast.Model;
using NatsBench.Fast.Queries;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.Official;

public sealed partial class OfficialCalls
{
    private const string DefaultSetting = "12";

    private void GetMoreInfo(CallArguments args, Utf8JsonWriter json)
    {
        int index = KnownIndex(args, "index");
        string setting = args.AsText("hp", DefaultSetting);
        Runs runs = RunsOf(index, args.Key("dataset"), setting);
        EpochArgument epoch = args.Epoch("iepoch");
        MoreInfo info = MoreInfoRules.Measure(Choose(runs, args, absentIsRandom: true, EvaluationSet.Train, epoch), epoch);
        json.WriteStartObject();
        WriteSet(json, "train", info.Train);
        if (Comment(runs.Dataset, setting) is { } comment)
            json.WriteString("comment", comment);
        WriteSet(json, "valid", info.Validation);
        WriteSet(json, "test", info.Test);
        WriteSet(json, "valtest", info.ValidationAndTest);
        json.WriteEndObject();
    }

    private void GetMetrics(CallArguments args, Utf8JsonWriter json)
    {
        Runs runs = RunsOf(KnownIndex(args, "index"), args.Key("dataset"), args.AsText("hp", DefaultSetting));
        if (runs.Count == 0)
        {
            WriteMetricsOfNothing(args, json, runs.Where);
            return;
        }
        EpochArgument epoch = args.Epoch("iepoch");
        EvaluationSet set = new(args.SetName("setname"));
        SelectedRuns chosen = Choose(runs, args, absentIsRandom: false, set, epoch);
        if (epoch.IsOdd && OddEpochRules.Refusal(runs, set.Name, epoch) is { } refusal)
            throw refusal;
        Metrics metrics = chosen.Metrics(set, epoch.Epoch);
        json.WriteStartObject();
        // A mean is a float; one seed's epoch comes back as it was given.
        if (chosen.IsMean || epoch.Kind == EpochKind.Fraction)
            json.WriteNumber("iepoch", (double?)metrics.Epoch);
        else if (epoch.Kind == EpochKind.Truth)
            json.WriteBoolean("iepoch", metrics.Epoch == 1);
        else
            json.WriteNumber("iepoch", (int)metrics.Epoch);
        json.WriteNumber("loss", metrics.Loss);
        json.WriteNumber("accuracy", metrics.Accuracy);
        json.WriteNumber("cur_time", metrics.CurrentTime);
        json.WriteNumber("all_time", metrics.TotalTime);
        json.WriteEndObject();
    }

    // Officially the mean over an empty list of seeds is an empty dict, and any other choice among them is refused.
    private static void WriteMetricsOfNothing(CallArguments args, Utf8JsonWriter json, string where)
    {
        bool isMean = args["is_random"] is { } choice ? choice.ValueKind == JsonValueKind.False : args.AsText("is_random", "") != "None";
        if (!isMean)
            throw new RefusedException(Refusal.ValueError, $"{where}: no run at all");
        json.WriteStartObject();
        json.WriteEndObject();
    }

    private void GetDatasetSeeds(CallArguments args, Utf8JsonWriter json)
    {
        Runs runs = RunsOf(KnownIndex(args, "index"), args.Key("dataset"), args.AsText("hp", DefaultSetting));
        json.WriteStartArray();
        foreach (long seed in runs.Seeds)
            json.WriteNumberValue(seed);
        json.WriteEndArray();
    }

    private void GetCostInfo(CallArguments args, Utf8JsonWriter json) => WriteCost(json, CostOf(args));

    // Asked of the record, as get_metrics is: an absent setting is a key that it lacks.
    private void GetComputeCosts(CallArguments args, Utf8JsonWriter json) =>
        WriteCost(json, RunsOf(KnownIndex(args, "index"), args.Key("dataset"), args.AsText("hp", DefaultSetting)).Cost());

    private static void WriteCost(Utf8JsonWriter json, CostInfo cost)
    {
        json.WriteStartObject();
        json.WriteNumber("flops", (double?)cost.Flops);
        json.WriteNumber("params", (double?)cost.Params);
        json.WriteNumber("latency", cost.Latency);
        foreach (TimeCost time in cost.Times)
        {
            json.WriteNumber($"T-{time.Set}@epoch", time.PerEpoch);
            json.WriteNumber($"T-{time.Set}@total", time.Total);
        }
        json.WriteEndObject();
    }

    private CostInfo CostOf(CallArguments args)
    {
        int index = IntegerIndex(args, "index");
        string setting = args.AsText("hp", DefaultSetting);
        RefuseUnknownSetting(index, setting);
        return RunsOf(index, args.Key("dataset"), setting).Cost();
    }

    private void GetNetConfig(CallArguments args, Utf8JsonWriter json) =>
        json.WriteConfig(_bench.NetworkConfig(IntegerIndex(args, "index"), new Dataset(args.Key("dataset"))));

    private void QueryByIndex(CallArguments args, Utf8JsonWriter json)
    {
        int index = IntegerIndex(args, "arch_index");
        ArchitectureRecord record = _bench.Record(index);
        SettingRecord setting = SettingOf(record, args.AsText("hp", DefaultSetting));
        if (!args.Has("dataname"))
        {
            TrialJson.WriteSetting(json, record, setting);
            return;
        }
        string name = args.AsText("dataname", "");
        DatasetRecord dataset = setting.Datasets.FirstOrDefault(one => one.Dataset == name)
            ?? throw new RefusedException(Refusal.ValueError, $"architecture {index}: no dataset '{name}'");
        TrialJson.WriteDataset(json, dataset);
    }

    private void QueryInfoStr(CallArguments args, Utf8JsonWriter json)
    {
        int index = KnownIndex(args, "arch");
        // Here the official library looks the setting up as it was given: a number is none of its texts.
        string setting = args.IsGiven("hp") ? args.TryKey("hp") ?? "" : DefaultSetting;
        RefuseUnknownSetting(index, setting);
        json.WriteStringValue(_bench.InfoText(index, new TrainingSetting(setting)));
    }

    private void Show(CallArguments args, Utf8JsonWriter json)
    {
        if (args["index"] is { } value && CallArguments.IsFloat(value, out double number))
        {
            // Compared first, printed where it is beyond, and else the name of no file.
            if (number >= 0 && number < _bench.Count)
                throw new RefusedException(Refusal.ValueError, $"index {value.GetRawText()} is not an integer");
            if (!(number < 0))
            {
                json.WriteStringValue($"This index ({Internals.PythonFormat.Repr(number)}) is out of range (0~{_bench.Count}).");
                return;
            }
        }
        long index = !args.IsGiven("index") || (args["index"] is { } given && CallArguments.IsFloat(given, out _)) ? Unknown : IntegerArgument(args, "index");
        if (index < 0)
            throw new RefusedException(Refusal.KeyError, "the official show of all architectures looks index -1 up and fails; ask for each");
        json.WriteStringValue(index < _bench.Count
            ? _bench.ShowText((int)index)
            : $"This index ({args["index"]!.Value.GetRawText()}) is out of range (0~{_bench.Count}).");
    }

    private Runs RunsOf(int index, string dataset, string setting) => setting.Length == 0
        ? throw new RefusedException(Refusal.KeyError, $"architecture {index}: no setting ''")
        : _bench.Runs(index, new Dataset(dataset), new TrainingSetting(setting));

    private SettingRecord SettingOf(ArchitectureRecord record, string setting)
    {
        RefuseUnknownSetting(record.Index, setting);
        return record.Settings.First(one => one.Setting == setting);
    }

    private void RefuseUnknownSetting(int index, string setting)
    {
        if (!_bench.HasSetting(index, setting))
            throw new RefusedException(Refusal.ValueError, $"architecture {index}: no setting '{setting}'");
    }

    /// <summary>The official <c>is_random</c>: true draws, false averages, an integer is a seed. Anything else is refused once every seed has been read.</summary>
    private SelectedRuns Choose(Runs runs, CallArguments args, bool absentIsRandom, EvaluationSet first, EpochArgument epoch)
    {
        if (!args.IsGiven("is_random"))
            return absentIsRandom ? runs.Sample(_random) : runs.Mean();
        JsonElement? value = args["is_random"];
        switch (value?.ValueKind)
        {
            case JsonValueKind.True: return runs.Sample(_random);
            case JsonValueKind.False: return runs.Mean();
            case JsonValueKind.Number when CallArguments.Integer(value.Value) is { } seed: return runs.ForSeed(seed);
        }
        if (epoch.IsOdd && OddEpochRules.Refusal(runs, first.Name, epoch) is { } odd)
            throw odd;
        if (runs.Count > 0 && runs.Mean().TryMetrics(first, epoch.Epoch, out _) is { Kind: not GapKind.NoneAmongNumbers } gap)
            throw gap.ToRefusal(runs, first.Name, 0);
        throw new RefusedException(Refusal.ValueError, $"is_random is {value?.GetRawText() ?? "None"}; it is true, false or a seed");
    }

    private static void WriteSet(Utf8JsonWriter json, string prefix, SetMetrics? set)
    {
        if (set is not { } metrics)
            return;
        json.WriteNumber($"{prefix}-loss", metrics.Loss);
        json.WriteNumber($"{prefix}-accuracy", metrics.Accuracy);
        json.WriteNumber($"{prefix}-per-time", metrics.TimePerEpoch);
        json.WriteNumber($"{prefix}-all-time", metrics.TotalTime);
    }

    // The official answer carries this remark; it is part of the answer.
    private static string? Comment(Dataset dataset, string setting)
    {
        string? images = dataset == Dataset.Cifar10Valid ? "train set" : dataset == Dataset.Cifar10 ? "train+valid sets" : null;
        return images is null ? null
            : $"In this dict, train-loss/accuracy/time is the metric on the {images} of CIFAR-10. "
            + $"The test-loss/accuracy/time is the performance of the CIFAR-10 test set after training on the {images} by {setting} epochs. "
            + "The per-time and total-time indicate the per epoch and total time costs, respectively.";
    }
}
