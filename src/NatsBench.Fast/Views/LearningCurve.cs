namespace NatsBench.Fast.Views;

/// <summary>
/// One quantity of one run, epoch by epoch, in the file's own memory: no copy. In the topology space under setting 200 some sets were
/// measured after the last epoch only, so a curve says where it begins.
/// </summary>
/// <param name="firstEpoch">The epoch of the first value, 0-based.</param>
/// <param name="values">One value an epoch; NaN where the epoch is absent or <c>None</c>.</param>
public readonly ref struct LearningCurve(int firstEpoch, ReadOnlySpan<double> values)
{
    /// <summary>The epoch of the first value, 0-based.</summary>
    public int FirstEpoch => firstEpoch;

    /// <summary>One value an epoch from <see cref="FirstEpoch"/> on: percent, cross-entropy or seconds; NaN where the epoch is absent or <c>None</c>.</summary>
    public ReadOnlySpan<double> Values { get; } = values;

    /// <summary>The value at an epoch; NaN where there is none.</summary>
    /// <param name="epoch">0-based.</param>
    public double this[int epoch] => (uint)(epoch - firstEpoch) < (uint)Values.Length ? Values[epoch - firstEpoch] : double.NaN;
}
