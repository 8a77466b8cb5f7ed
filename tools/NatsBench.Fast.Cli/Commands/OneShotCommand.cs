using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using NatsBench.Fast.Cli.Parsing;

namespace NatsBench.Fast.Cli.Commands;

/// <summary><c>natsbench oneshot</c>: becomes <c>natsbench-oneshot</c>, which is an executable of its own because PyTorch's library comes with it.</summary>
internal sealed partial class OneShotCommand : ExampleCommand
{
    private const string CommandName = "oneshot";
    private const string Program = "natsbench-oneshot";
    private const string PlaceVariable = "NATSBENCH_ONESHOT";
    private const string Remedy =
        $"build it in a clone of the repository ('dotnet build -c Release tools/NatsBench.Fast.OneShot.Cli', '-p:Torch=cuda' for a GPU) and put artifacts/bin/NatsBench.Fast.OneShot.Cli/release on the PATH, or name the program by {PlaceVariable}";

    private readonly Argument<string[]> _words = new("WORD")
    {
        Description = $"What {Program} is told: a command of its own with its options.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    public OneShotCommand() : base(
        CommandName, $"Search by weight sharing: start {Program}, whose commands these are.",
        "natsbench oneshot search darts-v1 --data data --dataset cifar10 --out runs/darts-v1-777",
        "natsbench oneshot table runs --file NATS-tss.natsb",
        "natsbench oneshot search --help")
    {
        Arguments.Add(_words);
        SetAction(_ => Start([]));
    }

    /// <summary>Whether a command line is for the other program: then its words are not this one's to read.</summary>
    public static bool IsMeant(string[] args) => args is [CommandName, not ("--help" or "-h" or "-?" or "/?" or "/h"), ..];

    /// <summary>Runs the other program to its end, in this one's place where the system can do so: signals and exit code are then its own.</summary>
    /// <param name="words">What it is told.</param>
    /// <returns>Its exit code.</returns>
    /// <exception cref="NatsBenchException">It is not installed, or cannot be started.</exception>
    public static int Start(ReadOnlySpan<string> words)
    {
        string path = Find();
        string[] command = path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? [DotNet(), path, .. words] : [path, .. words];
        if (!OperatingSystem.IsWindows())
        {
            _ = Execute(command[0], [.. command, null]);
            throw new NatsBenchException($"{path}: cannot be started ({Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}); {Remedy}");
        }
        // A console tells both of Ctrl-C; this one waits for what the other makes of it.
        Console.CancelKeyPress += (_, e) => e.Cancel = true;
        try
        {
            using Process process = Process.Start(command[0], command[1..]);
            process.WaitForExit();
            return process.ExitCode;
        }
        catch (Win32Exception e)
        {
            throw new NatsBenchException($"{path}: cannot be started ({e.Message}); {Remedy}", e);
        }
    }

    // Where the environment says, beside this program, or on the PATH.
    private static string Find()
    {
        if (Environment.GetEnvironmentVariable(PlaceVariable) is { Length: > 0 } named)
            return File.Exists(named) ? Path.GetFullPath(named) : throw new NatsBenchException($"{PlaceVariable}: there is no file {named}; {Remedy}");
        string[] names = OperatingSystem.IsWindows() ? [$"{Program}.exe", $"{Program}.dll"] : [Program, $"{Program}.dll"];
        string[] folders = [AppContext.BaseDirectory, .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)];
        return folders.SelectMany(folder => names.Select(name => Path.GetFullPath(Path.Combine(folder, name)))).FirstOrDefault(File.Exists)
            ?? throw new NatsBenchException($"{Program} is neither beside natsbench nor on the PATH: {Remedy}");
    }

    // The host that runs this program, where one does; else that of the PATH.
    private static string DotNet()
    {
        string name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        return Path.GetFileName(Environment.ProcessPath) == name ? Environment.ProcessPath!
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
                .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists) ?? name;
    }

    [LibraryImport("libc", EntryPoint = "execv", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Execute(string path, string?[] words);
}
