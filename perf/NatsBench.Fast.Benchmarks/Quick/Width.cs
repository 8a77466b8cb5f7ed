using System.Runtime.Intrinsics;

namespace NatsBench.Fast.Benchmarks.Quick;

/// <summary>
/// The widest vectors that a process uses: 512 bits with AVX-512, 256 with AVX2, 128 as on Arm. A machine runs as a narrower one does where
/// the runtime is told to leave instructions alone, so every width up to the machine's own can be measured on it.
/// </summary>
/// <param name="Bits">The width of a vector.</param>
/// <param name="Switch">The runtime's setting that, at 0, leaves no wider ones; none for the widest.</param>
internal sealed record Width(int Bits, string? Switch)
{
    /// <summary>The width that every machine with vectors has.</summary>
    public const int Narrowest = 128;

    /// <summary>Every width, the widest first.</summary>
    public static IReadOnlyList<Width> All { get; } = [new(512, null), new(256, "DOTNET_EnableAVX512"), new(Narrowest, "DOTNET_EnableAVX2")];

    /// <summary>The width of this process, in bits.</summary>
    public static int Own { get; } = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Narrowest;
}
