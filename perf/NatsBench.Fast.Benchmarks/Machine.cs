using System.Runtime.InteropServices;

namespace NatsBench.Fast.Benchmarks;

/// <summary>What the figures were measured on.</summary>
internal static class Machine
{
    /// <summary>The processor as it calls itself.</summary>
    public static string Cpu { get; } = File.Exists("/proc/cpuinfo")
        && File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) is { } line
        ? line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
        : RuntimeInformation.ProcessArchitecture.ToString();

    /// <summary>The folder of this processor's results, made if it is not there.</summary>
    public static string ResultFolder(string results) => Directory.CreateDirectory(Path.Combine(results, FolderName)).FullName;

    private static string FolderName { get; } = string.Join(
        '-', new string([.. Cpu.Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant();
}
