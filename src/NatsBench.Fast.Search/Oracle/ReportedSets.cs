using NatsBench.Fast.Model;
using NatsBench.Fast.Official;

namespace NatsBench.Fast.Search.Oracle;

/// <summary>Where the accuracies of a dataset are found, as the paper reports them.</summary>
internal static class ReportedSets
{
    /// <summary>The dataset trained on, and the set of its validation images: cifar10 has one only as cifar10-valid.</summary>
    public static (Dataset Trained, EvaluationSet Set) Validation(Dataset dataset) => OfficialNames.Remap(dataset, new EvaluationSet("valid"));

    /// <summary>The dataset trained on, and the set of its test images.</summary>
    public static (Dataset Trained, EvaluationSet Set) Test(Dataset dataset) => OfficialNames.Remap(dataset, new EvaluationSet("test"));
}
