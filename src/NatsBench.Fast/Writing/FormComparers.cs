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
            && Same(x.EvaluationSets, y.EvaluationSets, static (one, other) => one == other)
            && Same(x.Config, y.Config, static (one, other) => one.Key == other.Key && SameValue(one.Value, other.Value))
            && (x.TrainTimeOrder ?? []).AsSpan().SequenceEqual(y.TrainTimeOrder ?? [])
            && x.TrainTimeOrder is null == y.TrainTimeOrder is null);

    public int GetHashCode(TrialForm form) =>
        HashCode.Combine(form.Name, form.SeedText, form.EvaluationSets.Count, form.Config.Count, form.Absent, form.LatencyCount);

    private static bool Same<T>(IReadOnlyList<T> x, IReadOnlyList<T> y, Func<T, T, bool> same)
    {
        if (ReferenceEquals(x, y))
            return true;
        if (x.Count != y.Count)
            return false;
        for (int i = 0; i < x.Count; i++)
            if (!same(x[i], y[i]))
                return false;
        return true;
    }

    // Equal doubles may differ in their bits (the zeros, the NaNs), and the bits are what is kept.
    private static bool SameValue(object? x, object? y) => ReferenceEquals(x, y)
        || (x is double one ? y is double other && BitConverter.DoubleToInt64Bits(one) == BitConverter.DoubleToInt64Bits(other) : Equals(x, y));
}
