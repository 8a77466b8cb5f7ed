namespace NatsBench.Fast.Queries;

/// <summary>
/// An epoch as a caller from Python may give it. The official library takes it for a key of dictionaries where training is read, where
/// <c>True</c> is 1 and <c>5.0</c> is 5, and prints it into a key where evaluations are, so that <c>x-valid@True</c> is not there.
/// </summary>
/// <param name="Kind">What was given.</param>
/// <param name="Value">Its value as a number.</param>
internal readonly record struct EpochArgument(EpochKind Kind, double Value)
{
    /// <summary>The epoch that the rules know; null is the last.</summary>
    public int? Epoch => Kind == EpochKind.Last ? null : (int)Math.Clamp(Value, int.MinValue, int.MaxValue);

    /// <summary>Whether it is neither an integer nor left out.</summary>
    public bool IsOdd => Kind is EpochKind.Truth or EpochKind.Fraction or EpochKind.Other;
}

/// <summary>The kinds of <see cref="EpochArgument"/>.</summary>
internal enum EpochKind
{
    /// <summary>None: the last epoch.</summary>
    Last,

    /// <summary>An integer.</summary>
    Whole,

    /// <summary>True or false.</summary>
    Truth,

    /// <summary>A floating-point number, whole or not, or NaN.</summary>
    Fraction,

    /// <summary>A text, a list or the like.</summary>
    Other,
}
