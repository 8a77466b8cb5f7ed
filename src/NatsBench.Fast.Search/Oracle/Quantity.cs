namespace NatsBench.Fast.Search.Oracle;

/// <summary>What a search may minimise beside its accuracy.</summary>
public enum Quantity
{
    /// <summary>Multiply-adds of one forward pass, in millions (the official <c>flops</c>).</summary>
    Flops,

    /// <summary>Trainable parameters, in millions (the official <c>params</c>).</summary>
    Params,

    /// <summary>Seconds for a batch of 256 (the official <c>latency</c>).</summary>
    Latency,
}
