using System.Text.Json;
using NatsBench.Fast.Model;
using NatsBench.Fast.Queries;

namespace NatsBench.Fast.Official;

public sealed partial class OfficialCalls
{
    private static readonly string[] CountedDatasets = ["cifar10-valid", "cifar10", "cifar100", "ImageNet16-120"];

    private void SimulateTrainEval(CallArguments args, Utf8JsonWriter json)
    {
        int index = AnyIndex(args, "arch");
        Dataset dataset = new(args.AsText("dataset", "") is { Length: > 0 } name ? name : "None");
        TrainingSetting setting = new(args.AsText("hp", DefaultSetting) is { Length: > 0 } key ? key : "None");
        EpochArgument epoch = args.Epoch("iepoch");
        if (index == Unknown)
            throw new RefusedException(Refusal.ValueError, "arch is not an architecture of this space");
        long? trial = args.Has("trial") ? IntegerArgument(args, "trial") : null;

        // A forced trial is a fresh search: its clock begins at zero.
        if (trial is not null)
            _clock.Reset();
        if (epoch.IsOdd)
            throw OddTraining(index, dataset, setting, trial, epoch);
        bool accounts = args.Truth("account_time", true);
        SimulatedClock clock = accounts ? _clock : new SimulatedClock();
        SimulatedTraining training = trial is { } seed
            ? _bench.SimulateTrainEval(index, dataset, setting, seed, clock, epoch.Epoch, MissingValidation.OfficialTestLeak)
            : _bench.SimulateTrainEval(index, dataset, setting, _random, clock, epoch.Epoch, MissingValidation.OfficialTestLeak);
        json.WriteStartArray();
        json.WriteNumber(training.Accuracy);
        json.WriteNumber(training.Latency);
        json.WriteNumber(training.Cost);
        json.WriteNumber(_clock.Seconds);
        json.WriteEndArray();
    }

    // No evaluation has such a key, so there is no accuracy to answer with; what is read before may be refused for other reasons.
    private RefusedException OddTraining(int index, Dataset dataset, TrainingSetting setting, long? trial, EpochArgument epoch)
    {
        Runs runs = _bench.Runs(index, new Dataset(SimulationRules.TrainedOn(dataset.Name)), setting);
        _ = MoreInfoRules.Measure(trial is { } seed ? runs.ForSeed(seed) : runs.Sample(_random), epoch);
        return new RefusedException(Refusal.KeyError, $"{runs.Where}: no valtest-accuracy at an epoch that is no integer");
    }

    private void ResetTime(CallArguments args, Utf8JsonWriter json)
    {
        _clock.Reset();
        json.WriteNullValue();
    }

    private void Statistics(CallArguments args, Utf8JsonWriter json)
    {
        string dataset = args.AsText("dataset", "");
        if (!CountedDatasets.Contains(dataset))
            throw new RefusedException(Refusal.ValueError, $"'{dataset}' is none of {string.Join(", ", CountedDatasets)}");
        string setting = args.AsText("hp", DefaultSetting);
        IReadOnlyList<int>? over = Loaded(args);
        json.WriteStartObject();
        foreach ((int runs, int architectures) in _bench.CountRuns(new Dataset(dataset), new TrainingSetting(setting.Length > 0 ? setting : "None"), over))
            json.WriteNumber(PythonJson.Key(runs), architectures);
        json.WriteEndObject();
    }

    private void FindBest(CallArguments args, Utf8JsonWriter json)
    {
        IReadOnlyList<int>? over = Loaded(args);
        if (args.Truth("enforce_all", false) && _bench.RecordCount < _bench.Count)
            throw new RefusedException(Refusal.AssertionError, $"enforce_all asks all {_bench.Count} architectures, the file has records of {_bench.RecordCount}");

        // The official loop: the first is best until one is greater, so a NaN that comes first is never beaten. What is wrong with an
        // argument is found where it is used, so that of no architecture everything may be asked.
        int best = Unknown;
        double? highest = null;
        foreach (int index in over?.Distinct().Order() ?? _bench.RecordedArchitectures)
        {
            // Here the official library looks the setting up as it was given: a number is none of its texts.
            string setting = args.IsGiven("hp") ? args.Key("hp") : DefaultSetting;
            RefuseUnknownKey(index, setting);
            (Dataset dataset, EvaluationSet set) = OfficialNames.Remap(new Dataset(args.Key("dataset")), new EvaluationSet(args.SetName("metric_on_set")));
            Runs runs = _bench.Runs(index, dataset, new TrainingSetting(setting));
            CostInfo cost = runs.Cost();
            if (args.IsAbove(cost.Flops, "flop_max") || args.IsAbove(cost.Params, "param_max"))
                continue;
            double? accuracy = runs.Mean().Metrics(set).Accuracy;
            if (best != Unknown && (highest is null || accuracy is null))
                throw new RefusedException(Refusal.TypeError, $"architecture {index}: an accuracy is None and cannot be compared");
            if (best == Unknown || highest < accuracy)
                (best, highest) = (index, accuracy);
        }
        json.WriteStartArray();
        json.WriteNumberValue(best);
        json.WriteNumber(highest);
        json.WriteEndArray();
    }

    private void RefuseUnknownKey(int index, string setting)
    {
        if (!_bench.HasSetting(index, setting))
            throw new RefusedException(Refusal.KeyError, $"architecture {index}: no setting '{setting}'");
    }

    /// <summary>The architectures that count as loaded: those of <c>over</c>, or null for all that have a record.</summary>
    private IReadOnlyList<int>? Loaded(CallArguments args)
    {
        IReadOnlyList<int>? over = args.Indices("over");
        foreach (int index in over ?? [])
            if ((uint)index >= (uint)_bench.Count || !_bench.HasRecord(index))
                throw new RefusedException(Refusal.KeyError, $"architecture {index} is not loaded: the file has no record of it");
        return over;
    }
}
