using System.Runtime.InteropServices;

namespace NatsBench.Fast.Inference.Runtime;

/// <summary>This machine's processor.</summary>
internal static class Processor
{
    /// <summary>As it calls itself, where the system tells; else its kind.</summary>
    public static string Name { get; } = File.Exists("/proc/cpuinfo")
        && File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) is { } line
        ? line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
        : Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? RuntimeInformation.ProcessArchitecture.ToString();
}
