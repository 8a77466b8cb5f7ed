namespace NatsBench.Fast.Conversion.Weights;

/// <summary>What was taken out of an archive.</summary>
/// <param name="Architectures">Architectures that were asked for.</param>
/// <param name="Networks">Networks that were written.</param>
/// <param name="Tensors">Tensors of all of them.</param>
/// <param name="Bytes">Bytes of what was written.</param>
/// <param name="Without">Architectures that have no such weights in the archive, ascending.</param>
public sealed record ExtractionReport(int Architectures, int Networks, long Tensors, long Bytes, IReadOnlyList<int> Without);
