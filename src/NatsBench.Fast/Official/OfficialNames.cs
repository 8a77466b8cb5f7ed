using NatsBench.Fast.Model;

namespace NatsBench.Fast.Official;

/// <summary>The official mapping of short names, which <c>find_best</c> applies before it looks (<c>remap_dataset_set_names</c>).</summary>
public static class OfficialNames
{
    /// <summary>
    /// <c>cifar10</c> with <c>valid</c> means the validation half of <c>cifar10-valid</c>, with <c>test</c> ori-test;
    /// <c>cifar100</c> and <c>ImageNet16-120</c> mean x-valid and x-test. All else stays as it is.
    /// </summary>
    /// <param name="dataset">The dataset as it was named.</param>
    /// <param name="set">The set as it was named.</param>
    public static (Dataset Dataset, EvaluationSet Set) Remap(Dataset dataset, EvaluationSet set)
    {
        bool halves = dataset == Dataset.Cifar100 || dataset == Dataset.ImageNet16120;
        return (dataset, set.Name) switch
        {
            (_, "valid") when dataset == Dataset.Cifar10 => (Dataset.Cifar10Valid, EvaluationSet.XValid),
            (_, "test") when dataset == Dataset.Cifar10 => (dataset, EvaluationSet.OriTest),
            (_, "valid") when halves => (dataset, EvaluationSet.XValid),
            (_, "test") when halves => (dataset, EvaluationSet.XTest),
            _ => (dataset, set),
        };
    }
}
