using NatsBench.Fast.Inference.Arrays;
using NatsBench.Fast.Inference.Tests.Support;
using NatsBench.Fast.Models.Onnx.Schema;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Inference.Tests.Arrays;

public sealed class ArrayInferenceTests : IDisposable
{
    private const int Images = 7;

    private static readonly RunnerOptions Cpu = new() { Provider = ExecutionProvider.Cpu, Batch = 3, Threads = 1 };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Logits_and_features_of_all_images_are_written_in_order()
    {
        byte[] model = TestModels.Network();
        float[] images = Write(model, Images);
        ArrayInferenceReport report = Run(_folder["f.npy"]);
        Assert.Equal((7L, ExecutionProvider.Cpu, ExecutionProvider.Cpu, 3, 1), (report.Images, report.Requested, report.Used, report.Batch, report.Threads));

        using INetworkRunner runner = NetworkRunner.Load(model, Cpu with { Batch = Images });
        images.CopyTo(runner.Images<float>());
        runner.Run(Images);
        Assert.Equal(runner.Logits, Read(_folder["y.npy"], Images, 10));
        Assert.Equal(runner.Features, Read(_folder["f.npy"], Images, 8));
    }

    [Fact]
    public void No_images_have_no_logits()
    {
        Write(TestModels.Network(), 0);
        Assert.Equal(0, Run().Images);
        Assert.Empty(Read(_folder["y.npy"], 0, 10));
    }

    [Fact]
    public void Pixels_go_to_a_model_that_normalises()
    {
        Write(TestModels.Altered(TakePixels), 0);
        byte[] pixels = [.. Enumerable.Range(0, 2 * TestModels.ImageLength).Select(i => (byte)(i * 7))];
        WritePixels(pixels);
        Run();
        float[] logits = Read(_folder["y.npy"], 2, 10);

        // The same numbers in single precision.
        File.WriteAllBytes(_folder["m.onnx"], TestModels.Network());
        WriteImages([.. pixels.Select(pixel => (float)pixel)], [2, 3, 8, 8]);
        Run();
        Assert.Equal(Read(_folder["y.npy"], 2, 10), logits);
        WritePixels(pixels);
        Assert.Contains("normalised images as float32", Refused(), StringComparison.Ordinal);
        File.WriteAllBytes(_folder["m.onnx"], TestModels.Altered(TakePixels));
        WriteImages(new float[TestModels.ImageLength], [1, 3, 8, 8]);
        Assert.Contains("uint8", Refused(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void An_image_that_is_not_finite_is_named(float value)
    {
        float[] images = Write(TestModels.Network(), Images);
        images[5 * TestModels.ImageLength + 17] = value;
        WriteImages(images, [Images, 3, 8, 8]);
        string message = Refused();
        Assert.Contains("x.npy: image 5 has a", message, StringComparison.Ordinal);
        Assert.Contains("at 17;", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_that_are_not_finite_are_refused()
    {
        Write(TestModels.Altered(model => model.Graph.Initializer.Single(tensor => tensor.Name == "classifier.bias").RawData =
            Google.Protobuf.ByteString.CopyFrom([.. Enumerable.Repeat(BitConverter.GetBytes(float.NaN), 10).SelectMany(bytes => bytes)])), Images);
        Assert.Contains("the logits of image 0 are not finite", Refused(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 3, 8, 9)]
    [InlineData(1, 1, 8, 8)]
    [InlineData(1, 3, 16, 16)]
    [InlineData(192)]
    [InlineData(3, 8, 8)]
    public void Another_shape_is_refused(params int[] shape)
    {
        File.WriteAllBytes(_folder["m.onnx"], TestModels.Network());
        WriteImages(new float[shape.Aggregate(1, (count, side) => count * side)], [.. shape.Select(side => (long)side)]);
        Assert.Contains("takes (N, 3, 8, 8)", Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_read_is_not_written_over()
    {
        Write(TestModels.Network(), 1);
        foreach ((string output, string? features) in new[] { ("x.npy", null), ("m.onnx", null), ("y.npy", "x.npy"), ("y.npy", "y.npy") })
            Assert.Throws<NatsBenchException>(() => ArrayInference.Run(
                _folder["m.onnx"], _folder["x.npy"], _folder[output], features is null ? null : _folder[features], Cpu, cancellation: TestContext.Current.CancellationToken));
        Assert.Equal(["m.onnx", "x.npy"], Directory.EnumerateFiles(_folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void A_model_without_features_gives_none()
    {
        Write(TestModels.Altered(model => model.Graph.Output.RemoveAt(1)), 1);
        Run();
        Assert.Contains("gives no features", Assert.Throws<NatsBenchException>(() => Run(_folder["f.npy"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_stopped_leaves_the_file_that_was_there()
    {
        Write(TestModels.Network(), Images);
        File.WriteAllText(_folder["y.npy"], "before");
        using CancellationTokenSource source = new();
        Assert.Throws<OperationCanceledException>(() => ArrayInference.Run(
            _folder["m.onnx"], _folder["x.npy"], _folder["y.npy"], null, Cpu, new Stopping(source), source.Token));
        Assert.Equal("before", File.ReadAllText(_folder["y.npy"]));
        Assert.Equal(3, Directory.EnumerateFiles(_folder.Path).Count());
    }

    private static void TakePixels(ModelProto model)
    {
        model.Graph.Input[0].Type.TensorType.ElemType = (int)TensorProto.Types.DataType.Uint8;
        model.Graph.Node[0].Input[0] = "numbers";
        model.Graph.Node.Insert(0, new NodeProto
        {
            OpType = "Cast",
            Input = { "images" },
            Output = { "numbers" },
            Attribute = { new AttributeProto { Name = "to", I = (int)TensorProto.Types.DataType.Float, Type = AttributeProto.Types.AttributeType.Int } },
        });
    }

    private float[] Write(byte[] model, int count)
    {
        File.WriteAllBytes(_folder["m.onnx"], model);
        float[] images = new float[count * TestModels.ImageLength];
        TestModels.Fill(images);
        WriteImages(images, [count, 3, 8, 8]);
        return images;
    }

    private void WriteImages(float[] images, long[] shape)
    {
        using NpyWriter writer = new(_folder["x.npy"], NpyType.F32, shape);
        writer.Write(images);
        writer.Commit();
    }

    private void WritePixels(byte[] pixels)
    {
        using NpyWriter writer = new(_folder["x.npy"], NpyType.U8, [pixels.Length / TestModels.ImageLength, 3, 8, 8]);
        writer.Write(pixels);
        writer.Commit();
    }

    private ArrayInferenceReport Run(string? features = null) =>
        ArrayInference.Run(_folder["m.onnx"], _folder["x.npy"], _folder["y.npy"], features, Cpu, cancellation: TestContext.Current.CancellationToken);

    private string Refused()
    {
        File.Delete(_folder["y.npy"]);
        string message = Assert.Throws<NatsBenchException>(() => Run()).Message;
        Assert.DoesNotContain('\n', message);
        Assert.Equal(["m.onnx", "x.npy"], Directory.EnumerateFiles(_folder.Path).Select(Path.GetFileName).Order());
        return message;
    }

    private static float[] Read(string path, long rows, long columns)
    {
        using NpyReader reader = NpyReader.Open(path);
        Assert.Equal([rows, columns], reader.Shape);
        float[] elements = new float[rows * columns];
        reader.Read(elements);
        return elements;
    }

    private sealed class Stopping(CancellationTokenSource source) : IProgress<double>
    {
        public void Report(double value) => source.Cancel();
    }
}
