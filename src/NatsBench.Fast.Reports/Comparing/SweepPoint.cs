namespace NatsBench.Fast.Reports.Comparing;

/// <summary>What an algorithm came to at one value of a hyper-parameter.</summary>
/// <param name="Value">The value.</param>
/// <param name="Number">The value as a number; null for words.</param>
/// <param name="Settings">How many settings have it.</param>
/// <param name="Mean">Mean over the trials of those settings.</param>
/// <param name="Interval">Its 95 % percentile interval, each setting resampled by itself.</param>
public sealed record SweepPoint(string Value, double? Number, int Settings, double Mean, MaybeInterval Interval);

/// <summary>A hyper-parameter that was swept.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Points">Its values: numbers ascending, words in the order of the runs.</param>
public sealed record SweepParameter(string Name, IReadOnlyList<SweepPoint> Points);

/// <summary>One setting of a sweep.</summary>
/// <param name="Name">The hyper-parameters that differ, such as <c>population=20</c>.</param>
/// <param name="Algorithm">Its place among the task's algorithms.</param>
/// <param name="Mean">Its mean.</param>
/// <param name="Confidence">The share of bootstrap resamples in which its mean is the best.</param>
public sealed record SweepSetting(string Name, int Algorithm, double Mean, double Confidence);
