using NatsBench.Fast.Model;
using NatsBench.Fast.Reading;

namespace NatsBench.Fast.Queries;

/// <summary>The official <c>simulate_train_eval</c>: which numbers make its answer, and what it refuses.</summary>
internal static class SimulationRules
{
    /// <summary>The dataset whose runs answer: as <see cref="TrainedOn(string)"/>, but modules were validated on the dataset they are asked for by.</summary>
    /// <exception cref="RefusedException">The official library simulates three datasets only.</exception>
    public static string TrainedOn(NatsBenchFile file, string dataset) => file.ListsModules ? dataset : TrainedOn(dataset);

    /// <summary>The dataset whose runs answer: CIFAR-10 has a validation set only where half of its training images make one.</summary>
    /// <exception cref="RefusedException">The official library simulates three datasets only.</exception>
    public static string TrainedOn(string dataset)
    {
        if (dataset == Dataset.Cifar10.Name)
            return Dataset.Cifar10Valid.Name;
        return dataset == Dataset.Cifar100.Name || dataset == Dataset.ImageNet16120.Name
            ? dataset
            : throw new RefusedException(Refusal.ValueError, $"simulated training knows cifar10, cifar100 and ImageNet16-120, not '{dataset}'");
    }

    /// <summary>Simulates one training.</summary>
    /// <param name="records">The file's records.</param>
    /// <param name="architecture">Its index.</param>
    /// <param name="dataset">The dataset as the caller names it.</param>
    /// <param name="setting">The hyper-parameter setting.</param>
    /// <param name="choose">Chooses a run; asked once for each query of the official library.</param>
    /// <param name="epoch">0-based; null is the last.</param>
    /// <param name="missing">What to do at an epoch without validation accuracy.</param>
    /// <returns>Accuracy, latency, and the cost with that part of it which is training.</returns>
    public static (double Accuracy, double? Latency, double Cost, double TrainingSeconds) Train(
        RecordLookup records, int architecture, string dataset, string setting, Func<Runs, SelectedRuns> choose, int? epoch, MissingValidation missing)
    {
        records.CheckIndex(architecture);
        Runs runs = records.Runs(architecture, TrainedOn(records.File, dataset), setting);
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

        double training = info.Train.TotalTime ?? throw NotKept("training times");
        // The original clock of modules counts training alone.
        double cost = records.File.ListsModules ? training : training + (validationTime ?? throw NotKept("validation times"));
        double accuracy = answer.Accuracy ?? throw NotKept("validation accuracy");
        return (accuracy, records.Runs(architecture, dataset, setting).Latency(), cost, training);

        RefusedException NotKept(string what) => new(Refusal.TypeError, $"{runs.Where}: {what} were not kept");
    }
}
