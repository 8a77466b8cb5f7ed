namespace NatsBench.Fast.Studies.Measured;

/// <summary>Where a search stood after a step: what it would have answered, had it ended there.</summary>
/// <param name="Step">Which step, counted from 0: an epoch of a supernet.</param>
/// <param name="Architecture">The architecture that it chose, as the official text.</param>
/// <param name="Index">Its index in the official order.</param>
/// <param name="Clock">Seconds since the search began, measured.</param>
/// <param name="Score">What the search itself thought of it, the greater the better; NaN where it does not say.</param>
/// <param name="Valid">The table's validation accuracy on the dataset searched, percent; NaN where no table was at hand.</param>
/// <param name="Test">The table's test accuracy, percent; NaN where no table was at hand.</param>
public readonly record struct MeasuredPoint(int Step, string Architecture, int Index, double Clock, double Score, double Valid, double Test);
