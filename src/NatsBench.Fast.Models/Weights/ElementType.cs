namespace NatsBench.Fast.Models.Weights;

/// <summary>What the elements of a tensor are, by the names of safetensors.</summary>
public enum ElementType
{
    /// <summary>Single precision: weights, biases, running statistics.</summary>
    F32,

    /// <summary>Whole numbers of 64 bits: counters of batches.</summary>
    I64,
}
