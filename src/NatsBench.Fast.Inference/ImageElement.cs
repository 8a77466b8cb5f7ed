namespace NatsBench.Fast.Inference;

/// <summary>What the numbers of the images are that a network takes, by the names of safetensors.</summary>
public enum ImageElement
{
    /// <summary>Single precision, normalised: <see cref="float"/>.</summary>
    F32,

    /// <summary>Half precision, normalised: <see cref="Half"/>.</summary>
    F16,

    /// <summary>Pixels of 0 to 255, which the network normalises itself: <see cref="byte"/>.</summary>
    U8,
}
