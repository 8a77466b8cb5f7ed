using System.Diagnostics;
using System.Text.Json;
using NatsBench.Fast.OneShot.Training;
using TorchSharp;

namespace NatsBench.Fast.OneShot.Cli.Bench;

/// <summary>The same steps by PyTorch modules, <c>perf/python/oneshot.py</c>, in a process of its own.</summary>
internal static class PythonBaseline
{
    public static (StepRate Rate, string Version) Of(string python, string script, SearchSettings settings, torch.Device device, int threads, int warm, int steps)
    {
        ProcessStartInfo start = new(python)
        {
            ArgumentList =
            {
                script, settings.Algorithm.OfficialName(), "--steps", $"{steps}", "--warm", $"{warm}", "--threads", $"{threads}", "--batch", $"{settings.BatchSize}",
                "--side", $"{settings.ImageSide}", "--classes", $"{settings.Classes}", "--channels", $"{settings.Channels}", "--cells", $"{settings.CellsPerStage}",
                "--device", device.ToString(),
            },
            RedirectStandardOutput = true,
        };
        try
        {
            using Process process = Process.Start(start)!;
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode != 0)
                throw new NatsBenchException($"'{python} {script}' ended with {process.ExitCode}");
            using JsonDocument answer = JsonDocument.Parse(output);
            JsonElement root = answer.RootElement;
            return (
                new StepRate(steps, root.GetProperty("seconds").GetDouble(), root.GetProperty("processor_seconds").GetDouble()), root.GetProperty("torch").GetString()!);
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or JsonException or KeyNotFoundException)
        {
            throw new NatsBenchException($"'{python} {script}' gives no rate: {e.Message}", e);
        }
    }
}
