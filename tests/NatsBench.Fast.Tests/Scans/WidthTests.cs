using System.Diagnostics;
using System.Text.RegularExpressions;
using NatsBench.Fast.Tests.Columns;
using NatsBench.Fast.Tests.Model;
using NatsBench.Fast.Tests.Views;

namespace NatsBench.Fast.Tests.Scans;

/// <summary>
/// The tests of scans, of decoding, of views and their generator once more, in a process whose runtime was told to leave vector instructions alone. That they really are off,
/// KernelTests asserts there: a form of a width that was switched off must not be in the registry.
/// </summary>
public sealed partial class WidthTests
{
    [Theory]
    [InlineData("DOTNET_EnableAVX512")]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public async Task Answers_are_the_same_without(string instructions)
    {
        ProcessStartInfo start = new(Path.Combine(AppContext.BaseDirectory, "NatsBench.Fast.Tests"))
        {
            RedirectStandardOutput = true,
            ArgumentList = { "-noColor" },
            Environment = { [instructions] = "0" },
        };
        foreach (Type tests in new[]
            {
                typeof(KernelTests), typeof(RadixOrderTests), typeof(OracleTests), typeof(ScanTests), typeof(DecodingKernelTests), typeof(BlockEncodingTests),
                typeof(SplitMix64Tests), typeof(ViewTests),
            })
        {
            start.ArgumentList.Add("-class");
            start.ArgumentList.Add(tests.FullName!);
        }
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, output);
        Match summary = Summary().Match(output);
        Assert.True(summary.Success && int.Parse(summary.Groups["total"].Value, null) > 50, output);
    }

    [GeneratedRegex(@"Total: (?<total>\d+), Errors: 0, Failed: 0, Skipped: 0")]
    private static partial Regex Summary();
}
