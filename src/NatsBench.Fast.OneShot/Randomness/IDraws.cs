namespace NatsBench.Fast.OneShot.Randomness;

/// <summary>
/// All randomness of an algorithm; images and their order are the data source's, first weights are of a seed. A search asks in one order,
/// whatever the device. One thread at a time.
/// </summary>
public interface IDraws
{
    /// <summary>Fills with exponential variates of rate 1, above 0.</summary>
    void Exponential(DrawPurpose purpose, Span<double> values);

    /// <summary>A number from 0 up to but not including 1.</summary>
    double Uniform(DrawPurpose purpose);

    /// <summary>A whole number from 0 to <paramref name="bound"/> - 1, each as likely.</summary>
    int Index(DrawPurpose purpose, int bound);

    /// <summary>A place, with a probability in proportion to its weight.</summary>
    int Category(DrawPurpose purpose, ReadOnlySpan<double> weights);

    /// <summary>Two different places, drawn one after the other without replacement in proportion to their weights.</summary>
    (int First, int Second) DistinctPair(DrawPurpose purpose, ReadOnlySpan<double> weights);

    /// <summary>Where all streams stand.</summary>
    byte[] Save();

    /// <summary>Goes on from where <see cref="Save"/> was called.</summary>
    /// <exception cref="NatsBenchException">The bytes are no state of such draws.</exception>
    void Restore(ReadOnlySpan<byte> state);
}
