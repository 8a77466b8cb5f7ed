namespace NatsBench.Fast.Inference.Arrays;

/// <summary>What the elements of a <c>.npy</c> file are: the two that images and logits need; names as those of safetensors.</summary>
public enum NpyType
{
    /// <summary>Single precision, little-endian: <c>&lt;f4</c>.</summary>
    F32,

    /// <summary>Bytes: <c>|u1</c>.</summary>
    U8,
}
