using System.Reflection;

namespace NatsBench.Fast.Conversion.Provenance;

/// <summary>What a column file says about the tool that wrote it.</summary>
internal static class ToolVersion
{
    /// <summary><c>natsbench 0.1.0</c>: without the commit, which would make equal files differ.</summary>
    public static string Text { get; } = $"natsbench {Version().Split('+')[0]}";

    private static string Version() =>
        typeof(ToolVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
