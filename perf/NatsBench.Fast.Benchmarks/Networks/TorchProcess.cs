using System.Diagnostics;
using System.Globalization;

namespace NatsBench.Fast.Benchmarks.Networks;

/// <summary>PyTorch on the same networks, in a process that waits to be asked: <c>perf/python/run_networks.py</c>.</summary>
internal sealed class TorchProcess : IDisposable
{
    private const string Variable = "NATSBENCH_PYTHON";

    private readonly Process _process;

    private TorchProcess(Process process, string version) => (_process, Version) = (process, version);

    /// <summary>The version of PyTorch.</summary>
    public string Version { get; }

    /// <summary>Starts it with the first Python that has PyTorch: the one that <c>NATSBENCH_PYTHON</c> names, the path's, the system's.</summary>
    /// <param name="device">Where it computes: <c>cpu</c> or <c>cuda</c>.</param>
    /// <param name="mode"><c>eager</c>, or <c>compile</c> for what <c>torch.compile</c> makes.</param>
    /// <returns>Null where none has it, or the one that has knows neither device nor mode.</returns>
    public static TorchProcess? TryStart(string device = "cpu", string mode = "eager")
    {
        foreach (string? python in (string?[])[Environment.GetEnvironmentVariable(Variable), "python3", "/usr/bin/python3"])
            if (python is { Length: > 0 } && TryStart(python, device, mode) is { } started)
                return started;
        return null;
    }

    /// <summary>Seconds of one run.</summary>
    /// <param name="architecture">A cell or five widths.</param>
    /// <param name="threads">Threads that share it.</param>
    /// <param name="batch">Images of the run.</param>
    public double Seconds(string architecture, int threads, int batch)
    {
        _process.StandardInput.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{architecture} {threads} {batch}"));
        _process.StandardInput.Flush();
        return double.Parse(_process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("PyTorch ended"), CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static TorchProcess? TryStart(string python, string device, string mode)
    {
        ProcessStartInfo start = new(python, [Path.Combine("perf", "python", "run_networks.py"), "--device", device, "--mode", mode])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            // Where Python has no PyTorch it says so at length.
            RedirectStandardError = true,
        };
        try
        {
            Process process = Process.Start(start)!;
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            if (process.StandardOutput.ReadLine() is { } version)
                return new TorchProcess(process, version);
            process.Dispose();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // No such program.
        }
        return null;
    }
}
