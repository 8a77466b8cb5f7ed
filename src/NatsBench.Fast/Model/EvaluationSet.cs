namespace NatsBench.Fast.Model;

/// <summary>
/// The images a trained network was measured on, by the official key. Which images a key means depends on the dataset;
/// third parties store other keys, so any non-empty one is allowed.
/// </summary>
public readonly record struct EvaluationSet
{
    private readonly string? _name;

    /// <summary>Creates a name.</summary>
    /// <param name="name">The official key, not empty.</param>
    public EvaluationSet(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        _name = name;
    }

    /// <summary><c>train</c>: the augmented training images, measured while training.</summary>
    public static EvaluationSet Train { get; } = new("train");

    /// <summary>
    /// <c>x-valid</c>: validation. With <c>cifar10-valid</c> the other 25,000 training images; with <c>cifar100</c> 5,000 and with
    /// <c>ImageNet16-120</c> 3,000 of the images of <see cref="OriTest"/>; <c>cifar10</c> has none.
    /// </summary>
    public static EvaluationSet XValid { get; } = new("x-valid");

    /// <summary><c>x-test</c>: test, <c>cifar100</c> and <c>ImageNet16-120</c> only: the images of <see cref="OriTest"/> that are not in <see cref="XValid"/>.</summary>
    public static EvaluationSet XTest { get; } = new("x-test");

    /// <summary>
    /// <c>ori-test</c>: the official test set (10,000 images; the 6,000 validation images of <c>ImageNet16-120</c>).
    /// With <c>cifar100</c> and <c>ImageNet16-120</c> it is validation plus test, which the official answers call <c>valtest</c>.
    /// </summary>
    public static EvaluationSet OriTest { get; } = new("ori-test");

    /// <summary>The official key; empty for the default value, which names nothing.</summary>
    public string Name => _name ?? "";

    /// <inheritdoc cref="Name"/>
    public override string ToString() => Name;
}
