using System.Diagnostics;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.OneShot.Tests.Cli;

/// <summary>What <c>dotnet publish</c> makes of the program, which takes its native libraries from elsewhere than a build.</summary>
public sealed class PublishTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_published_program_computes()
    {
        NeedsEngine.Skip();
        // Linked where they may be, for it is half a gigabyte.
        Run(
            "dotnet", "publish", Path.Combine(SharedData.RepositoryRoot, "tools", "NatsBench.Fast.OneShot.Cli"), "--no-build", "-c", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/', '\\')),
            "-p:CreateHardLinksForPublishFilesIfPossible=true", "-o", _folder["published"]);
        Assert.Contains(
            "steps_per_second", Run("dotnet", _folder["published/natsbench-oneshot.dll"], "bench", "enas", "--batch", "2", "--side", "8", "--channels", "1", "--cells", "1", "--json"),
            StringComparison.Ordinal);
    }

    private static string Run(string command, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{command} {string.Join(' ', arguments)}: {output} {error.GetAwaiter().GetResult()}");
        return output;
    }
}
