namespace NatsBench.Fast.Model;

/// <summary>
/// A training recipe, by the official <c>hp</c> key. The official recipes differ in their number of epochs only;
/// third parties store other keys, so any non-empty one is allowed.
/// </summary>
public readonly record struct TrainingSetting
{
    private readonly string? _key;

    /// <summary>Creates a setting.</summary>
    /// <param name="key">The official <c>hp</c> key, a text and not a number (<c>01</c> is not <c>1</c>), not empty.</param>
    public TrainingSetting(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        _key = key;
    }

    /// <summary><c>01</c>: one epoch; size space only.</summary>
    public static TrainingSetting Epochs01 { get; } = new("01");

    /// <summary><c>12</c>: 12 epochs, both spaces; the official default, whose accuracies are far from final.</summary>
    public static TrainingSetting Epochs12 { get; } = new("12");

    /// <summary><c>90</c>: the full training of the size space.</summary>
    public static TrainingSetting Epochs90 { get; } = new("90");

    /// <summary><c>200</c>: the full training of the topology space.</summary>
    public static TrainingSetting Epochs200 { get; } = new("200");

    /// <summary><c>108</c>: the full training of NAS-Bench-101.</summary>
    public static TrainingSetting Epochs108 { get; } = new("108");

    /// <summary>The official key; empty for the default value, which names nothing.</summary>
    public string Key => _key ?? "";

    /// <inheritdoc cref="Key"/>
    public override string ToString() => Key;
}
