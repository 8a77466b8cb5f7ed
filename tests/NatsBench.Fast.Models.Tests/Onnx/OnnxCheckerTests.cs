using System.Diagnostics;
using NatsBench.Fast.Model;
using NatsBench.Fast.Models.Onnx;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Models.Tests.Onnx;

/// <summary>Models pass the official checker (<c>python3-onnx</c> of Debian), shapes inferred and compared with those declared.</summary>
public sealed class OnnxCheckerTests
{
    private const string Python = "/usr/bin/python3";

    private const string Check = """
        import sys, onnx, onnx.checker, onnx.shape_inference
        for path in sys.argv[1:]:
            model = onnx.load(path)
            onnx.checker.check_model(model, full_check=True)
            onnx.shape_inference.infer_shapes(model, check_type=True, strict_mode=True, data_prop=True)
        print(len(sys.argv) - 1)
        """;

    [Fact]
    public void Every_kind_of_model_passes_the_official_checker()
    {
        Assert.SkipUnless(File.Exists(Python) && Run("-c", "import onnx").Ok, "needs Debian's python3-onnx, which is not installed");
        using TemporaryFolder folder = new();
        List<string> files = [];
        foreach (OnnxOptions options in OnnxExportTests.Kinds())
        {
            Write(OnnxExport.ToArray(OnnxExportTests.Topology(), options));
            Write(OnnxExport.ToArray(MadeNetwork.Of(CellNetworks.Of(SizeNetwork.Parse("8:16:8:24:16"), classes: 10), seed: 2), options with { ImageSide = 16 }));
            Write(OnnxExport.ToArray(MadeNetwork.Of(CellNetworks.Of(default(TopologyCell), classes: 10), seed: 2), options));
        }
        foreach (bool fold in (bool[])[false, true])
            Write(OnnxExport.ToArray(OnnxExportTests.Topology(), new OnnxOptions { FoldBatchNorm = fold, BatchStatistics = true, WithKernel = true }));
        foreach ((string cell, int[] channels) in OnnxExportTests.Networks().Select(row => row.Data))
            Write(OnnxExport.ToArray(MadeNetwork.Of(CellNetworks.Of(CellText.Str2Lists(cell), channels, classes: 7), seed: 1), new OnnxOptions { ImageSide = 8, WithKernel = true }));
        (bool ok, string output) = Run(["-c", Check, .. files]);
        Assert.True(ok, output);
        Assert.Equal(files.Count, int.Parse(output));

        void Write(byte[] model)
        {
            files.Add(folder[$"{files.Count}.onnx"]);
            File.WriteAllBytes(files[^1], model);
        }
    }

    private static (bool Ok, string Output) Run(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(Python, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode == 0, output + errors.Result);
    }
}
