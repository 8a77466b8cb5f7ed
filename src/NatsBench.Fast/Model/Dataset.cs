namespace NatsBench.Fast.Model;

/// <summary>
/// What a network was trained on, by the official key. Third parties store other names, so any non-empty one is allowed;
/// names are equal when their characters are.
/// </summary>
public readonly record struct Dataset
{
    private readonly string? _name;

    /// <summary>Creates a name.</summary>
    /// <param name="name">The official key, not empty.</param>
    public Dataset(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        _name = name;
    }

    /// <summary>
    /// <c>cifar10-valid</c>: trained on 25,000 of CIFAR-10's training images, so that the other 25,000 can validate.
    /// Its test accuracy is lower than that of <see cref="Cifar10"/>: half the training images.
    /// </summary>
    public static Dataset Cifar10Valid { get; } = new("cifar10-valid");

    /// <summary><c>cifar10</c>: trained on all 50,000 training images of CIFAR-10; there is no validation set.</summary>
    public static Dataset Cifar10 { get; } = new("cifar10");

    /// <summary><c>cifar100</c>: trained on all 50,000 training images of CIFAR-100; validation and test are halves of its official test set.</summary>
    public static Dataset Cifar100 { get; } = new("cifar100");

    /// <summary>
    /// <c>ImageNet16-120</c>: trained on the 151,700 training images, 16 pixels a side, of ImageNet's first 120 classes;
    /// validation and test are halves of the 6,000 official validation images.
    /// </summary>
    public static Dataset ImageNet16120 { get; } = new("ImageNet16-120");

    /// <summary>The official key; empty for the default value, which names nothing.</summary>
    public string Name => _name ?? "";

    /// <inheritdoc cref="Name"/>
    public override string ToString() => Name;
}
