namespace NatsBench.Fast.OneShot.Randomness;

/// <summary>What a draw is for. Each purpose has a stream of its own, so that one more draw of one kind moves no other.</summary>
public enum DrawPurpose
{
    /// <summary>Exponential noise whose negative logarithm is Gumbel's.</summary>
    Noise,

    /// <summary>Operations of RSPS's cells while it trains, and of SETN's.</summary>
    Operation,

    /// <summary>Operations of RSPS's candidates.</summary>
    Candidate,

    /// <summary>What ENAS's controller samples.</summary>
    Controller,

    /// <summary>Widths of masking with sampling.</summary>
    Width,

    /// <summary>Pairs of widths of channel-wise interpolation.</summary>
    Pair,

    /// <summary>Warm-up: whether a layer is as wide as can be.</summary>
    WarmUp,

    /// <summary>Warm-up: how wide a layer is otherwise.</summary>
    WarmUpWidth,
}
