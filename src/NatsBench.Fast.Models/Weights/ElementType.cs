namespace NatsBench.Fast.Models.Weights;

/// <summary>What the elements of a tensor are, by the names of safetensors.</summary>
public enum ElementType
{
    /// <summary>Single precision: weights, biases, running statistics.</summary>
    F32,

    /// <summary>Whole numbers of 64 bits: counters of batches.</summary>
    I64,

    /// <summary>Double precision; no official network has any.</summary>
    F64,
}

/// <summary>What an element type says about its elements.</summary>
public static class ElementTypes
{
    /// <summary>Bytes of one element.</summary>
    public static int Bytes(this ElementType type) => type == ElementType.F32 ? sizeof(float) : sizeof(long);
}
