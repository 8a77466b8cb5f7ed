using NatsBench.Fast.Models.Weights;

namespace NatsBench.Fast.Models.Stores;

/// <summary>One tensor in the header of a safetensors file; its numbers lie in the file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What its elements are.</param>
/// <param name="Shape">Its sides, slowest first.</param>
/// <param name="Begin">Where its first byte is, from the end of the header on.</param>
/// <param name="End">Where the next tensor begins.</param>
internal readonly record struct SafetensorsEntry(string Name, ElementType Type, int[] Shape, long Begin, long End);
