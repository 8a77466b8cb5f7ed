using NatsBench.Fast.Model;
using NatsBench.Fast.Official;

namespace NatsBench.Fast.Search.Oracle;

/// <summary>Where the accuracies of a dataset are found, as the paper reports them.</summary>
internal static class ReportedSets
{
    /// <summary>
    /// The dataset trained on, and the set of its validation images: cifar10 has one only as cifar10-valid, but in NAS-Bench-101, which holds some
    /// of its training images back.
    /// </summary>
    public static (Dataset Trained, EvaluationSet Set) Validation(SearchSpace space, Dataset dataset) => space == SearchSpace.NasBench101
        ? (dataset, EvaluationSet.XValid)
        : OfficialNames.Remap(dataset, new EvaluationSet("valid"));

    /// <summary>The dataset trained on, and the set of its test images.</summary>
    public static (Dataset Trained, EvaluationSet Set) Test(Dataset dataset) => OfficialNames.Remap(dataset, new EvaluationSet("test"));

    /// <summary>
    /// The dataset trained on, and the set, that a name means in a search: of cifar10 what a search trains and validates on is cifar10-valid, what
    /// it is tested on cifar10.
    /// </summary>
    public static (Dataset Trained, EvaluationSet Set) Of(SearchSpace space, Dataset dataset, string name)
    {
        EvaluationSet set = new(name);
        return name switch
        {
            "train" => (Validation(space, dataset).Trained, set),
            "valid" => Validation(space, dataset),
            "test" => Test(dataset),
            "valtest" when dataset != Dataset.Cifar10 => (dataset, EvaluationSet.OriTest),
            _ => set == Validation(space, dataset).Set ? Validation(space, dataset) : (dataset, set),
        };
    }
}
