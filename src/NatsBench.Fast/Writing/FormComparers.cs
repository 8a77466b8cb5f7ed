using NatsBench.Fast.Records;
using NatsBench.Fast.Schema;

namespace NatsBench.Fast.Writing;

/// <summary>Equality of record forms by content.</summary>
internal sealed class RecordFormComparer : IEqualityComparer<RecordForm>
{
    public bool Equals(RecordForm? x, RecordForm? y) =>
        ReferenceEquals(x, y) || (x is not null && y is not null && x.Settings.SequenceEqual(y.Settings, SettingComparer.Instance));

    public int GetHashCode(RecordForm form)
    {
        HashCode hash = default;
        foreach (SettingForm setting in form.Settings)
            hash.Add(setting, SettingComparer.Instance);
        return hash.ToHashCode();
    }

    private sealed class SettingComparer : IEqualityComparer<SettingForm>
    {
        public static readonly SettingComparer Instance = new();

        public bool Equals(SettingForm? x, SettingForm? y) =>
            x is not null && y is not null && x.Setting == y.Setting && x.WeightsCleared == y.WeightsCleared && x.Datasets.SequenceEqual(y.Datasets);

        public int GetHashCode(SettingForm setting) => HashCode.Combine(setting.Setting, setting.WeightsCleared, setting.Datasets.Count);
    }
}

/// <summary>Equality of trial forms by content.</summary>
internal sealed class TrialFormComparer : IEqualityComparer<TrialForm>
{
    public bool Equals(TrialForm? x, TrialForm? y) =>
        ReferenceEquals(x, y)
        || (x is not null && y is not null
            && x.Name == y.Name && x.SeedText == y.SeedText && x.Absent == y.Absent && x.LatencyCount == y.LatencyCount
            && x.KeepsEvaluationTimes == y.KeepsEvaluationTimes && x.KeepsAllTrainTimes == y.KeepsAllTrainTimes && x.HasWeights == y.HasWeights
            && x.EvaluationSets.SequenceEqual(y.EvaluationSets)
            && x.Config.SequenceEqual(y.Config, ConfigComparer.Instance)
            && (x.TrainTimeOrder ?? []).AsSpan().SequenceEqual(y.TrainTimeOrder ?? [])
            && x.TrainTimeOrder is null == y.TrainTimeOrder is null);

    public int GetHashCode(TrialForm form) =>
        HashCode.Combine(form.Name, form.SeedText, form.EvaluationSets.Count, form.Config.Count, form.Absent, form.LatencyCount);

    // Equal doubles may differ in their bits (the zeros, the NaNs), and the bits are what is kept.
    private sealed class ConfigComparer : IEqualityComparer<ConfigEntry>
    {
        public static readonly ConfigComparer Instance = new();

        public bool Equals(ConfigEntry x, ConfigEntry y) => x.Key == y.Key && Comparable(x.Value).Equals(Comparable(y.Value));

        public int GetHashCode(ConfigEntry entry) => HashCode.Combine(entry.Key, Comparable(entry.Value));

        private static (Type?, object?) Comparable(object? value) =>
            (value?.GetType(), value is double number ? BitConverter.DoubleToInt64Bits(number) : value);
    }
}
