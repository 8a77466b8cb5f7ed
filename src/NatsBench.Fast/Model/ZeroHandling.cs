namespace NatsBench.Fast.Model;

/// <summary>Which operations an isomorphism string sees through; the official parameter <c>consider_zero</c>.</summary>
public enum ZeroHandling
{
    /// <summary>None: every operation is written out (<c>None</c>). 15,625 distinct strings over the topology space.</summary>
    Literal,

    /// <summary><c>skip_connect</c> is its source (<c>False</c>). 12,751 distinct strings.</summary>
    SkipOnly,

    /// <summary>
    /// Also, <c>none</c> and every operation on a source written <c>#</c> are <c>#</c> (<c>True</c>, the mode of the official
    /// <c>get_unique_str</c>). 6,466 distinct strings: a sum of zeros, <c>#+#</c>, is not seen to be zero.
    /// </summary>
    SkipAndZero,
}
