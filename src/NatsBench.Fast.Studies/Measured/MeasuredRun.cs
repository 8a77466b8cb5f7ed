namespace NatsBench.Fast.Studies.Measured;

/// <summary>One search whose seconds were measured, not simulated: a weight-sharing search of one seed. Immutable.</summary>
/// <param name="Algorithm">Its name, not empty.</param>
/// <param name="Parameters">What differs from the algorithm's defaults, as text; empty where nothing does.</param>
/// <param name="Dataset">The dataset searched.</param>
/// <param name="Trial">The number of the trial: its seed.</param>
/// <param name="Points">Where it stood, by ascending step and clock.</param>
public sealed record MeasuredRun(string Algorithm, string Parameters, string Dataset, int Trial, IReadOnlyList<MeasuredPoint> Points);
