using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace NatsBench.Fast.Cli.Tests.Support;

/// <summary>Runs the built command line as a shell would.</summary>
internal static class Natsbench
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>The one command that is built beside the tests: natsbench, or natsbench-oneshot.</summary>
    public static readonly string Program = Path.GetFileName(Directory.GetFiles(AppContext.BaseDirectory, "natsbench*.runtimeconfig.json").Single()).Split('.')[0];

    /// <summary>Runs a command to its end.</summary>
    public static Outcome Run(params string[] arguments) => RunWithInput("", arguments);

    /// <summary>Runs a command with a standard input.</summary>
    public static Outcome RunWithInput(string input, params string[] arguments) => RunWith([], input, arguments);

    /// <summary>Runs a command with variables of its environment and a standard input.</summary>
    public static Outcome RunWith(Dictionary<string, string> environment, string input, params string[] arguments)
    {
        using Process process = Start(environment, arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        Assert.True(process.WaitForExit(Limit), $"{Program} {string.Join(' ', arguments)} does not end");
        return new Outcome(process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }

    /// <summary>Starts a command and leaves it running.</summary>
    public static Process Start(params string[] arguments) => Start([], arguments);

    /// <summary>Starts a command with variables of its environment and leaves it running.</summary>
    public static Process Start(Dictionary<string, string> environment, params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, $"{Program}.dll"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }
}

/// <summary>What a command left: its exit code and its two outputs.</summary>
internal sealed record Outcome(int ExitCode, string Output, string Error)
{
    /// <summary>The output of a command that succeeded.</summary>
    public string Succeeded()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}: {Error}");
        return Output;
    }

    /// <summary>The output of a command that succeeded, as the one line of JSON that it must be.</summary>
    public JsonElement Json()
    {
        string line = Assert.Single(Succeeded().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        return JsonDocument.Parse(line).RootElement;
    }

    /// <summary>The one line that tells why a command failed; nothing may be on the standard output.</summary>
    public string Failed(int exitCode)
    {
        Assert.Equal(exitCode, ExitCode);
        Assert.Empty(Output);
        Assert.DoesNotContain("   at ", Error, StringComparison.Ordinal);
        string[] lines = Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines, line => Assert.StartsWith($"{Natsbench.Program}: ", line, StringComparison.Ordinal));
        return lines[0];
    }
}
