using NatsBench.Fast.Inference.Runtime;

namespace NatsBench.Fast.Benchmarks;

/// <summary>What the figures were measured on.</summary>
internal static class Machine
{
    /// <summary>The processor as it calls itself.</summary>
    public static string Cpu => Processor.Name;

    /// <summary>The folder of a device's results, made if it is not there.</summary>
    /// <param name="results">The folder of all devices' results.</param>
    /// <param name="device">The processor or GPU as it calls itself.</param>
    public static string ResultFolder(string results, string device) => Directory.CreateDirectory(Path.Combine(results, FolderName(device))).FullName;

    private static string FolderName(string device) => string.Join(
        '-', new string([.. device.Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant();
}
