using System.Runtime.Intrinsics.X86;
using NatsBench.Fast.Inference.Runtime;

namespace NatsBench.Fast.Benchmarks;

/// <summary>What the figures were measured on.</summary>
internal static class Machine
{
    /// <summary>The processor as it calls itself, and its generation where that is known: virtual machines' names are alike.</summary>
    public static string Cpu { get; } = Generation() is { } generation ? $"{Processor.Name} {generation}" : Processor.Name;

    /// <summary>The folder of a device's results, made if it is not there.</summary>
    /// <param name="results">The folder of all devices' results.</param>
    /// <param name="device">The processor or GPU as it calls itself.</param>
    public static string ResultFolder(string results, string device) => Directory.CreateDirectory(Path.Combine(results, FolderName(device))).FullName;

    private static string FolderName(string device) => string.Join(
        '-', new string([.. device.Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant();

    // By the families and models of AMD's processor programming references.
    private static string? Generation()
    {
        const int lettersOfAmd = 0x68747541;
        if (!X86Base.IsSupported || X86Base.CpuId(0, 0).Ebx != lettersOfAmd)
            return null;
        int signature = X86Base.CpuId(1, 0).Eax;
        int family = (signature >> 8 & 0xF) + (signature >> 20 & 0xFF), model = (signature >> 4 & 0xF) | (signature >> 12 & 0xF0);
        return (family, model) switch
        {
            (0x19, < 0x10 or (>= 0x20 and < 0x60)) => "Zen 3",
            (0x19, _) => "Zen 4",
            (0x1A, _) => "Zen 5",
            _ => null,
        };
    }
}
