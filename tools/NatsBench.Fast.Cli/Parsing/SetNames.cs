using NatsBench.Fast.Internals;
using NatsBench.Fast.Model;
using NatsBench.Fast.Official;

namespace NatsBench.Fast.Cli.Parsing;

/// <summary>
/// The one vocabulary of evaluation sets: the file's own names, and the official short ones, which are those of <c>find_best</c> and of
/// the keys of <c>get_more_info</c>.
/// </summary>
internal static class SetNames
{
    private static readonly string[] Short = ["train", "valid", "test", "valtest"];

    /// <summary>The dataset and the set that two names mean together.</summary>
    /// <exception cref="RefusedException">The file's runs on the dataset were not measured on such a set.</exception>
    public static (Dataset Dataset, EvaluationSet Set) Resolve(NatsBenchmark bench, TrainingSetting setting, string datasetName, string setName)
    {
        (Dataset dataset, EvaluationSet set) = (new Dataset(datasetName), new EvaluationSet(setName));
        // Modules were validated on the dataset that they are asked for by.
        if (bench.Space != SearchSpace.NasBench101)
            (dataset, set) = OfficialNames.Remap(dataset, set);
        dataset = Choices.Dataset(bench, dataset.Name);
        IReadOnlyList<EvaluationSet> sets = bench.SetsOf(dataset, setting);
        if (sets.Contains(set))
            return (dataset, set);
        if (Meant(dataset, set.Name) is { } meant && sets.Contains(meant))
            return (dataset, meant);
        throw new RefusedException(Refusal.KeyError, $"{bench.Path}: {Missing(bench, setting, dataset, set, sets)}");
    }

    /// <summary>The set that a short name means, as <c>get_more_info</c> reads its keys; <c>find_best</c> leaves these as they are, and finds nothing.</summary>
    public static EvaluationSet? Meant(Dataset dataset, string name)
    {
        bool hasOneTest = dataset == Model.Dataset.Cifar10Valid || dataset == Model.Dataset.Cifar10;
        return name switch
        {
            "valid" => EvaluationSet.XValid,
            "test" => hasOneTest ? EvaluationSet.OriTest : EvaluationSet.XTest,
            "valtest" when !hasOneTest => EvaluationSet.OriTest,
            _ => null,
        };
    }

    private static string Missing(NatsBenchmark bench, TrainingSetting setting, Dataset dataset, EvaluationSet set, IReadOnlyList<EvaluationSet> sets)
    {
        bool isValidation = dataset == Model.Dataset.Cifar10 && (set == EvaluationSet.XValid || set.Name == "valid");
        string hint = isValidation
            ? "; its validation images are those of cifar10-valid, which trains on the other half: --dataset cifar10-valid"
            : Nearest.Hint(set.Name, sets.Select(one => one.Name).Concat(Short));
        return $"runs on {dataset} under setting {setting} have no set '{set}'; they have {string.Join(", ", sets)}{hint}";
    }
}
