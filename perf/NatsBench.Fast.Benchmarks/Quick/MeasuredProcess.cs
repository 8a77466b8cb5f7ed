using System.Diagnostics;
using System.Globalization;

namespace NatsBench.Fast.Benchmarks.Quick;

/// <summary>Runs a command of this program in a process of its own, which says how much memory it has or had, or how long it took.</summary>
internal static class MeasuredProcess
{
    /// <summary>Megabytes that a command prints.</summary>
    public static double Megabytes(string verb, string table) => Numbers(verb, table)[0];

    /// <summary>Numbers that a command prints, with spaces between them.</summary>
    /// <param name="verb">The command.</param>
    /// <param name="table">Its file.</param>
    /// <param name="compilesAtOnce">Whether what is called often is compiled for good at once, as in the command line.</param>
    public static double[] Numbers(string verb, string table, bool compilesAtOnce = false)
    {
        ProcessStartInfo start = OwnProgram.Start(verb, table);
        // No profile, no collector of its own thread.
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_gcConcurrent"] = "0";
        if (compilesAtOnce)
            start.Environment["DOTNET_TC_CallCountingDelayMs"] = "0";
        using Process process = Process.Start(start)!;
        string answer = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Answers.Require(process.ExitCode == 0, verb);
        return [.. answer.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
    }

    /// <summary>Prints memory as <see cref="Megabytes"/> reads it.</summary>
    public static void Print(Func<Process, long> bytes)
    {
        using Process self = Process.GetCurrentProcess();
        Console.WriteLine((bytes(self) / 1e6).ToString("F1", CultureInfo.InvariantCulture));
    }
}
