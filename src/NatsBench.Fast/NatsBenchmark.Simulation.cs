using NatsBench.Fast.Model;
using NatsBench.Fast.Queries;
using NatsBench.Fast.Records;
using NatsBench.Fast.Views;

namespace NatsBench.Fast;

public sealed partial class NatsBenchmark
{
    /// <summary>
    /// Pretends to train an architecture and to validate it (the official <c>simulate_train_eval</c>): draws a seed,
    /// reads its validation accuracy, and charges its training time and one validation pass to the clock.
    /// </summary>
    /// <param name="architecture">0 to <see cref="Count"/> - 1.</param>
    /// <param name="dataset">
    /// <c>cifar10</c>, <c>cifar100</c> or <c>ImageNet16-120</c>. For <c>cifar10</c> accuracy and times are those of
    /// <c>cifar10-valid</c>, which has a validation set, and the latency is that of <c>cifar10</c>.
    /// </param>
    /// <param name="setting">The hyper-parameter setting (the official <c>hp</c>).</param>
    /// <param name="random">The caller's generator; one number is drawn from it for each query of the official library.</param>
    /// <param name="clock">The run's clock, advanced by the cost; null to leave time out of account.</param>
    /// <param name="epoch">0-based; null is the last.</param>
    /// <param name="missing">What to do at an epoch without validation accuracy.</param>
    /// <exception cref="RefusedException">Another dataset, an absent record or number, or no validation accuracy.</exception>
    public SimulatedTraining SimulateTrainEval(
        int architecture, Dataset dataset, TrainingSetting setting, Random random, SimulatedClock? clock = null,
        int? epoch = null, MissingValidation missing = MissingValidation.Refuse)
    {
        ArgumentNullException.ThrowIfNull(random);
        // The rules look at more than a training costs, and so at curves that a file may leave out.
        if ((epoch is null || Contents != TableContents.Whole) && TrySimulation(dataset, setting, epoch) is { } view && view.PlainRunCount(architecture) is > 0 and var count)
        {
            TrainingOutcome outcome = view.TrainRun(architecture, random.Next(count));
            double latency = view.Latencies[architecture];
            return Charge(outcome.Accuracy, double.IsNaN(latency) ? null : latency, outcome.Cost, clock);
        }
        return SampleByRules(architecture, dataset, setting, random, clock, epoch, missing);
    }

    /// <summary>As the other form, with a seed instead of a draw: for runs that keep one seed throughout.</summary>
    /// <param name="architecture">0 to <see cref="Count"/> - 1.</param>
    /// <param name="dataset"><c>cifar10</c>, <c>cifar100</c> or <c>ImageNet16-120</c>.</param>
    /// <param name="setting">The hyper-parameter setting (the official <c>hp</c>).</param>
    /// <param name="seed">The seed, such as 777.</param>
    /// <param name="clock">The run's clock, advanced by the cost; null to leave time out of account.</param>
    /// <param name="epoch">0-based; null is the last.</param>
    /// <param name="missing">What to do at an epoch without validation accuracy.</param>
    /// <exception cref="RefusedException">Another dataset, an absent record, seed or number, or no validation accuracy.</exception>
    public SimulatedTraining SimulateTrainEval(
        int architecture, Dataset dataset, TrainingSetting setting, long seed, SimulatedClock? clock = null,
        int? epoch = null, MissingValidation missing = MissingValidation.Refuse) =>
        SimulateByRules(architecture, dataset, setting, runs => runs.ForSeed(seed), clock, epoch, missing);

    // Apart, so that the query that needs no rules pays for no closure.
    private SimulatedTraining SampleByRules(
        int architecture, Dataset dataset, TrainingSetting setting, Random random, SimulatedClock? clock, int? epoch, MissingValidation missing) =>
        SimulateByRules(architecture, dataset, setting, runs => runs.Sample(random), clock, epoch, missing);

    private SimulatedTraining SimulateByRules(
        int architecture, Dataset dataset, TrainingSetting setting, Func<Runs, SelectedRuns> choose, SimulatedClock? clock,
        int? epoch, MissingValidation missing)
    {
        (double accuracy, double? latency, double cost, _) = SimulationRules.Train(
            _records, architecture, dataset.Name, setting.Key, choose, epoch, missing);
        return Charge(accuracy, latency, cost, clock);
    }

    private static SimulatedTraining Charge(double accuracy, double? latency, double cost, SimulatedClock? clock)
    {
        clock?.Advance(cost);
        return new SimulatedTraining(accuracy, latency, cost, clock?.Seconds ?? 0);
    }
}
