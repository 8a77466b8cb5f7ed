using System.Text.Json;
using NatsBench.Fast.Cli.Tests.Support;
using NatsBench.Fast.Inference.Arrays;
using NatsBench.Fast.Model;
using NatsBench.Fast.Models;
using NatsBench.Fast.Models.Initialisation;
using NatsBench.Fast.Models.Onnx;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Cli.Tests;

public sealed class InferTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public InferTests()
    {
        File.WriteAllBytes(_folder["m.onnx"], OnnxExport.ToArray(CellNetworks.Of(SizeNetwork.Parse("8:8:8:8:16"), classes: 10).Initialise(seed: 1)));
        WriteImages(5, 32);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Logits_and_features_are_written_and_told()
    {
        JsonElement report = Infer("--features", _folder["f.npy"], "--provider", "cpu", "--batch", "2", "--threads", "1", "--json").Json();
        Assert.Equal((5, 10, 16, 2, 1), (
            report.GetProperty("images").GetInt32(), report.GetProperty("classes").GetInt32(), report.GetProperty("features").GetInt32(),
            report.GetProperty("batch").GetInt32(), report.GetProperty("threads").GetInt32()));
        Assert.Equal(("cpu", "cpu"), (report.GetProperty("provider_requested").GetString(), report.GetProperty("provider").GetString()));
        using NpyReader logits = NpyReader.Open(_folder["y.npy"]), features = NpyReader.Open(_folder["f.npy"]);
        Assert.Equal([5, 10], logits.Shape);
        Assert.Equal([5, 16], features.Shape);
    }

    [Fact]
    public void The_bytes_are_the_same_in_any_batch_and_on_any_number_of_threads()
    {
        Assert.Contains("logits of 5 images", Infer("--threads", "2").Succeeded(), StringComparison.Ordinal);
        byte[] logits = File.ReadAllBytes(_folder["y.npy"]);
        Infer("--batch", "1", "--threads", "1").Succeeded();
        Assert.Equal(logits, File.ReadAllBytes(_folder["y.npy"]));
    }

    [Fact]
    public void Bad_input_is_one_line_and_leaves_nothing()
    {
        Refused("no provider 'gpu'", "--provider", "gpu");
        File.WriteAllText(_folder["bad.onnx"], "no model");
        Refused("bad.onnx: is no ONNX model", model: "bad.onnx");
        Refused("absent.onnx", model: "absent.onnx");
        File.WriteAllText(_folder["x.npy"], "no array");
        Refused("x.npy: is no .npy file");
        WriteImages(2, 16);
        Refused("takes (N, 3, 32, 32)");
        WriteImages(2, 32, float.NaN);
        Refused("x.npy: image 1 has a NaN");
    }

    [Fact]
    public void A_named_provider_that_is_not_here_is_refused_with_a_remedy()
    {
        // No build of ONNX Runtime has both.
        string other = OperatingSystem.IsMacOS() ? "directml" : "coreml";
        Refused("ORT_LIBRARY", "--provider", other);
    }

    [Fact]
    public void A_library_of_ones_own_that_is_none_is_refused()
    {
        File.WriteAllText(_folder["libonnxruntime.so"], "no library");
        Outcome outcome = Natsbench.RunWith(
            new() { ["ORT_LIBRARY"] = _folder["libonnxruntime.so"] }, "", "infer", _folder["m.onnx"], "--input", _folder["x.npy"], "--output", _folder["y.npy"]);
        Assert.Contains("ORT_LIBRARY", outcome.Failed(exitCode: 1), StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["y.npy"]));
    }

    [Fact]
    public void A_library_that_is_no_file_is_refused()
    {
        Outcome outcome = Natsbench.RunWith(
            new() { ["ORT_LIBRARY"] = _folder.Path }, "", "infer", _folder["m.onnx"], "--input", _folder["x.npy"], "--output", _folder["y.npy"]);
        Assert.Contains("is a folder); let ORT_LIBRARY name", outcome.Failed(exitCode: 1), StringComparison.Ordinal);
    }

    [Fact]
    public void More_threads_than_processors_end_with_the_same_numbers()
    {
        Infer().Succeeded();
        byte[] logits = File.ReadAllBytes(_folder["y.npy"]);
        Infer("--threads", "1024").Succeeded();
        Assert.Equal(logits, File.ReadAllBytes(_folder["y.npy"]));
    }

    [Fact]
    public void A_library_of_ones_own_computes_the_same()
    {
        Infer().Succeeded();
        byte[] logits = File.ReadAllBytes(_folder["y.npy"]);
        string? library = Directory.EnumerateFiles(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "onnxruntime.dll" : "libonnxruntime.*", SearchOption.AllDirectories)
            .FirstOrDefault(path => path.Contains(System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier, StringComparison.Ordinal)
                || !path.Contains("runtimes", StringComparison.Ordinal));
        Assert.SkipWhen(library is null, "this build has no native library of its own");
        string copy = _folder[$"copy{Path.GetExtension(library)}"];
        File.Copy(library, copy);
        Outcome outcome = Natsbench.RunWith(
            new() { ["ORT_LIBRARY"] = copy }, "", "infer", _folder["m.onnx"], "--input", _folder["x.npy"], "--output", _folder["z.npy"]);
        Assert.Empty(outcome.Error);
        outcome.Succeeded();
        Assert.Equal(logits, File.ReadAllBytes(_folder["z.npy"]));
    }

    private void Refused(string word, string option = "--batch", string value = "4", string model = "m.onnx")
    {
        File.Delete(_folder["y.npy"]);
        int files = Directory.EnumerateFiles(_folder.Path).Count();
        Outcome outcome = Natsbench.Run("infer", _folder[model], "--input", _folder["x.npy"], "--output", _folder["y.npy"], option, value);
        Assert.Contains(word, outcome.Failed(exitCode: 1), StringComparison.Ordinal);
        Assert.Single(outcome.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(files, Directory.EnumerateFiles(_folder.Path).Count());
    }

    private Outcome Infer(params string[] options) =>
        Natsbench.Run(["infer", _folder["m.onnx"], "--input", _folder["x.npy"], "--output", _folder["y.npy"], .. options]);

    private void WriteImages(int count, int side, float last = 0.5f)
    {
        using NpyWriter writer = new(_folder["x.npy"], NpyType.F32, [count, 3, side, side]);
        float[] images = new float[count * 3 * side * side];
        for (int i = 0; i < images.Length; i++)
            images[i] = (float)Math.Sin(0.37 * i);
        images[^1] = last;
        writer.Write(images);
        writer.Commit();
    }
}
