using System.Diagnostics;

namespace NatsBench.Fast.Benchmarks.Quick;

/// <summary>
/// <c>--every-width</c>: the same figures by a process a width, one after the other, for a runtime decides on its vectors when it starts.
/// </summary>
internal static class NarrowerProcesses
{
    public static IEnumerable<Result> Measure(QuickOptions options)
    {
        foreach (Width width in Width.All.Where(width => width.Bits <= Width.Own))
            foreach (Result result in Run(width, options.Prefixes))
            {
                Answers.Require(result.Width == width.Bits, $"{result.Name}: measured with vectors of {result.Width} bits, {width.Bits} wanted");
                yield return result;
            }
    }

    private static IEnumerable<Result> Run(Width width, IEnumerable<string> prefixes)
    {
        ProcessStartInfo start = OwnProgram.Start([QuickRun.Verb, .. prefixes]);
        // A width that is the machine's own needs no switch.
        if (width.Bits < Width.Own)
            start.Environment[width.Switch!] = "0";
        using Process process = Process.Start(start)!;
        while (process.StandardOutput.ReadLine() is { } line)
            yield return Result.FromJson(line);
        process.WaitForExit();
        Answers.Require(process.ExitCode == 0, $"{QuickRun.Verb} with vectors of {width.Bits} bits");
    }
}
