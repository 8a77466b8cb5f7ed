namespace NatsBench.Fast.Model;

public readonly partial record struct NetworkCost
{
    /// <summary>The cost of an architecture of either space on an official dataset.</summary>
    /// <param name="architecture">Its text, such as <c>8:8:8:16:32</c>.</param>
    /// <param name="dataset">One of the four official datasets, which tells the number of classes and the size of images.</param>
    /// <exception cref="NatsBenchException">The text is no architecture, or the dataset is another one.</exception>
    public static NetworkCost Of(ReadOnlySpan<char> architecture, Dataset dataset)
    {
        (int classes, int imageSide) = dataset.Name switch
        {
            "cifar10-valid" or "cifar10" => (10, 32),
            "cifar100" => (100, 32),
            "ImageNet16-120" => (120, 16),
            _ => throw new NatsBenchException($"costs by formula are known for cifar10-valid, cifar10, cifar100 and ImageNet16-120, not for '{dataset}'"),
        };
        return SearchSpaces.Detect(architecture) == SearchSpace.Topology
            ? Of(TopologyCell.Parse(architecture), classes, imageSide)
            : Of(SizeNetwork.Parse(architecture), classes, imageSide);
    }
}
