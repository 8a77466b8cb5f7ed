using static TorchSharp.torch;

namespace NatsBench.Fast.OneShot.Training;

/// <summary>The numbers that a search computes with.</summary>
public enum SearchPrecision
{
    /// <summary>float32, as the original.</summary>
    F32,

    /// <summary>float64: replays of recorded searches.</summary>
    F64,

    /// <summary>Convolutions in bfloat16, everything else in float32: faster on GPUs, and not the original's numbers.</summary>
    Mixed,
}

/// <summary>What a precision means to the engine.</summary>
public static class SearchPrecisions
{
    /// <summary>The type of weights, images and logits.</summary>
    public static ScalarType Type(this SearchPrecision precision) => precision == SearchPrecision.F64 ? ScalarType.Float64 : ScalarType.Float32;
}
