using System.Diagnostics;
using System.Globalization;

namespace NatsBench.Fast.Benchmarks.Quick;

/// <summary>Runs a command of this program in a process of its own, which says how much memory it has or had.</summary>
internal static class MeasuredProcess
{
    /// <summary>Megabytes that a command prints.</summary>
    public static double Megabytes(string verb, string table)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!, [verb, table]) { RedirectStandardOutput = true };
        // No profile, no collector of its own thread.
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_gcConcurrent"] = "0";
        using Process process = Process.Start(start)!;
        string answer = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Answers.Require(process.ExitCode == 0, verb);
        return double.Parse(answer, CultureInfo.InvariantCulture);
    }

    /// <summary>Prints memory as <see cref="Megabytes"/> reads it.</summary>
    public static void Print(Func<Process, long> bytes)
    {
        using Process self = Process.GetCurrentProcess();
        Console.WriteLine((bytes(self) / 1e6).ToString("F1", CultureInfo.InvariantCulture));
    }
}
