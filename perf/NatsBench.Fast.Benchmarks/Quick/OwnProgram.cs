using System.Diagnostics;
using System.Reflection;

namespace NatsBench.Fast.Benchmarks.Quick;

/// <summary>This program, to be started once more.</summary>
internal static class OwnProgram
{
    /// <summary>How to start it, by its own name or by <c>dotnet</c> as it was itself; what it prints is read.</summary>
    /// <param name="arguments">Its arguments.</param>
    public static ProcessStartInfo Start(params IEnumerable<string> arguments)
    {
        string path = Environment.ProcessPath!, own = Assembly.GetExecutingAssembly().Location;
        bool isHosted = Path.GetFileNameWithoutExtension(path) == "dotnet" && own.Length > 0;
        return new ProcessStartInfo(path, isHosted ? [own, .. arguments] : arguments) { RedirectStandardOutput = true };
    }
}
