using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;

namespace NatsBench.Fast.Benchmarks.Full;

/// <summary>
/// The benchmarks under BenchmarkDotNet, apart, so that a quick run or a search session does not load it. With <c>--results FOLDER</c> the tables
/// are put there as well, in the folder of this processor.
/// </summary>
internal static class FullRun
{
    public static void Run(string[] args)
    {
        int at = Array.IndexOf(args, "--results");
        string? results = at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
        string[] rest = results is null ? args : [.. args[..at], .. args[(at + 2)..]];
        if (!rest.Contains("--filter"))
            rest = [.. rest, "--filter", "*"];
        foreach (var summary in BenchmarkSwitcher.FromAssembly(typeof(FullRun).Assembly).Run(rest, DefaultConfig.Instance))
            if (results is not null && summary.BenchmarksCases is [var first, ..]
                && MarkdownExporter.GitHub.ExportToFiles(summary, NullLogger.Instance).FirstOrDefault() is { } table)
                File.Copy(table, Path.Combine(Machine.ResultFolder(results, Machine.Cpu), $"{first.Descriptor.Type.Name}.md"), overwrite: true);
    }
}
