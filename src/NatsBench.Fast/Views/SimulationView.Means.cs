using NatsBench.Fast.Queries;

namespace NatsBench.Fast.Views;

public sealed partial class SimulationView
{
    private readonly Lazy<Training[]> _means;
    private readonly Lazy<double[]> _trainingSeconds;
    private readonly Lazy<RunSeeds> _seeds;

    /// <summary>
    /// Mean over the runs (the official <c>get_more_info</c> with <c>is_random=False</c>): accuracy on x-valid, and as cost mean training
    /// seconds and a mean validation pass. The first question binds 16 bytes an architecture; then it is an array read.
    /// </summary>
    /// <param name="architecture">0 to <see cref="Count"/> - 1.</param>
    /// <exception cref="RefusedException">The index is outside the space, or a record or number is absent.</exception>
    public TrainingOutcome TrainMean(int architecture)
    {
        if (PlainRunCount(architecture) == 0)
            return TrainByRules(architecture, static runs => runs.Mean());
        Training mean = _means.Value[architecture];
        return new TrainingOutcome(mean.Accuracy, mean.Cost);
    }

    /// <summary>
    /// Seconds of training alone, without the validation pass, in the cost of the run that a draw points at: a training that is resumed
    /// from an earlier epoch need not pay them again. The first question binds 8 bytes a run; then it is an array read.
    /// </summary>
    /// <param name="architecture">0 to <see cref="Count"/> - 1.</param>
    /// <param name="draw">32 uniform bits, as for <see cref="Train(int, uint)"/>.</param>
    /// <exception cref="RefusedException"><see cref="Train(int, uint)"/> refuses as well.</exception>
    public double TrainingSeconds(int architecture, uint draw) => PlainRunCount(architecture) is > 0 and var count
        ? _trainingSeconds.Value[_firstRun.At(architecture) + Position(draw, count)]
        : TrainingSecondsByRules(architecture, draw);

    /// <summary>Mean over the runs of <see cref="TrainingSeconds"/>: their part in the cost of <see cref="TrainMean"/>.</summary>
    /// <param name="architecture">0 to <see cref="Count"/> - 1.</param>
    /// <exception cref="RefusedException"><see cref="TrainMean"/> refuses as well.</exception>
    public double TrainingSecondsMean(int architecture) => PlainRunCount(architecture) is > 0 and var count
        ? PythonSums.Mean(_trainingSeconds.Value.AsSpan(_firstRun.At(architecture), count))
        : AskRules(architecture, static runs => runs.Mean()).TrainingSeconds;

    private double TrainingSecondsByRules(int architecture, uint draw) =>
        AskRules(architecture, runs => runs.At(Position(draw, runs.Count))).TrainingSeconds;
}
