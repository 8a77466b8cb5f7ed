using System.Diagnostics;

namespace NatsBench.Fast.Cli.Tests.Support;

/// <summary>The command line as a line of a Unix shell, with its redirections; tests of them are skipped elsewhere.</summary>
internal static class Shell
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    /// <summary>Runs a line; <c>natsbench</c> is the built command.</summary>
    public static Outcome Run(string line)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a Unix shell");
        string natsbench = $"natsbench() {{ exec dotnet '{Path.Combine(AppContext.BaseDirectory, "natsbench.dll")}' \"$@\"; }}";
        using Process process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"{natsbench}\n{line}"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Limit))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{line} does not end");
        }
        return new Outcome(process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }
}
