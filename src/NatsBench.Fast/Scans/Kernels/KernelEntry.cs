namespace NatsBench.Fast.Scans.Kernels;

/// <summary>A kernel of the registry.</summary>
/// <param name="Name">What it answers.</param>
/// <param name="Kernel">Its type.</param>
/// <param name="Twin">Its definition; the answer as bits.</param>
/// <param name="Forms">Its other forms, those that this machine runs.</param>
internal sealed record KernelEntry(string Name, Type Kernel, Func<KernelInput, long[]> Twin, IReadOnlyList<KernelForm> Forms);

/// <summary>One form of a kernel.</summary>
/// <param name="Name">The width of its vectors in bits, or "scalar".</param>
/// <param name="Run">Answers as bits.</param>
internal sealed record KernelForm(string Name, Func<KernelInput, long[]> Run);
