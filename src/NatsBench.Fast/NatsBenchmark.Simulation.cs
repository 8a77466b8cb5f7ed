using NatsBench.Fast.Model;
using NatsBench.Fast.Queries;

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
        return SimulateTrainEval(architecture, dataset, setting, runs => runs.Sample(random), clock, epoch, missing);
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
        SimulateTrainEval(architecture, dataset, setting, runs => runs.ForSeed(seed), clock, epoch, missing);

    private SimulatedTraining SimulateTrainEval(
        int architecture, Dataset dataset, TrainingSetting setting, Func<Runs, SelectedRuns> choose, SimulatedClock? clock,
        int? epoch, MissingValidation missing)
    {
        CheckIndex(architecture);
        if (dataset != Dataset.Cifar10 && dataset != Dataset.Cifar100 && dataset != Dataset.ImageNet16120)
            throw new RefusedException(Refusal.ValueError, $"simulated training knows cifar10, cifar100 and ImageNet16-120, not '{dataset}'");
        Runs runs = Runs(architecture, dataset == Dataset.Cifar10 ? Dataset.Cifar10Valid : dataset, setting);
        MoreInfo info = choose(runs).MoreInfo(epoch);

        SetMetrics answer;
        double? validationTime;
        if (info.Validation is { } validation)
        {
            answer = validation;
            validationTime = validation.TimePerEpoch;
        }
        else
        {
            if (missing == MissingValidation.Refuse)
                throw new RefusedException(
                    Refusal.KeyError,
                    $"{runs.Where}: no validation accuracy at epoch {epoch}; the official library would answer with test images (MissingValidation.OfficialTestLeak)");
            answer = info.ValidationAndTest
                ?? throw new RefusedException(Refusal.KeyError, $"{runs.Where}: neither x-valid nor ori-test has epoch {epoch}");
            SetMetrics last = choose(runs).MoreInfo().Validation
                ?? throw new RefusedException(Refusal.KeyError, $"{runs.Where}: no validation after the last epoch either");
            validationTime = last.TimePerEpoch;
        }

        double cost = (info.Train.TotalTime ?? throw NotKept("training times"))
            + (validationTime ?? throw NotKept("validation times"));
        double accuracy = answer.Accuracy ?? throw NotKept("validation accuracy");
        double? latency = Runs(architecture, dataset, setting).Latency();
        clock?.Advance(cost);
        return new SimulatedTraining(accuracy, latency, cost, clock?.Seconds ?? 0);

        RefusedException NotKept(string what) => new(Refusal.TypeError, $"{runs.Where}: {what} were not kept");
    }
}
