namespace NatsBench.Fast.OneShot.Training;

/// <summary>How closely a search follows the original's code.</summary>
public enum SearchVariant
{
    /// <summary>As the benchmark's code does it, accidents included: what the published figures come from.</summary>
    Paper,

    /// <summary>
    /// As the method is meant: RSPS trains the cells that it evaluates, one for the whole network; DARTS takes the architecture's step
    /// before that of the weights; ENAS's baseline moves within an epoch; candidates of RSPS, SETN and ENAS are scored on all
    /// validation images instead of a batch each.
    /// </summary>
    Sound,

    /// <summary>As <see cref="Paper"/>, with DARTS's second-order term as an exact Hessian-vector product instead of finite differences.</summary>
    Exact,
}
