using Google.Protobuf.Collections;
using NatsBench.Fast.Inference.Tests.Support;
using NatsBench.Fast.Models.Onnx.Schema;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Inference.Tests.Running;

/// <summary>Models that are none, or take or give something else: one line that names the model.</summary>
public sealed class RefusedModelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string> Alterations => new()
    {
        { "input", "takes 'pixels'" },
        { "inputs", "takes 'images', 'more'" },
        { "output", "gives 'scores'" },
        { "integers", "holds Int64" },
        { "planes", "[N, 3, rows, columns]" },
        { "flat", "[N, 3, rows, columns]" },
        { "operator", "refuses the model" },
        { "missing", "refuses the model" },
        { "shape", "refuses the model" },
        { "empty", "refuses the model" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Alterations))]
    public void An_altered_model_is_refused(string what, string word) => Refused(TestModels.Altered(model => Alter(model.Graph, what)), word);

    [Fact]
    public void Text_zeros_and_nothing_are_no_model()
    {
        Refused("solid ascii"u8.ToArray(), "no ONNX model");
        Refused([], "no ONNX model");
        Refused(new byte[1000], "no ONNX model");
    }

    [Fact]
    public void A_model_that_is_cut_is_refused_and_an_altered_one_runs_or_is_refused()
    {
        byte[] model = TestModels.Network();
        Random random = new(5);
        for (int i = 0; i < 40; i++)
        {
            Assert.Throws<NatsBenchException>(() => Load(model[..random.Next(model.Length)]));
            byte[] altered = [.. model];
            altered[random.Next(model.Length)] ^= (byte)random.Next(1, 256);
            try
            {
                using INetworkRunner runner = Load(altered);
                runner.Run(1);
            }
            catch (NatsBenchException e)
            {
                Assert.StartsWith("made.onnx", e.Message, StringComparison.Ordinal);
                Assert.DoesNotContain('\n', e.Message);
            }
        }
    }

    [Fact]
    public void A_batch_beyond_all_buffers_is_refused_before_memory_is_taken()
    {
        NatsBenchException e = Assert.Throws<NatsBenchException>(
            () => NetworkRunner.Load(TestModels.Network(imageSide: 1024), new RunnerOptions { Provider = ExecutionProvider.Cpu, Batch = 65_536 }));
        Assert.Contains("take a smaller one", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_is_named_and_a_folder_or_nothing_refused()
    {
        RunnerOptions options = new() { Provider = ExecutionProvider.Cpu };
        File.WriteAllText(_folder["text.onnx"], "text");
        Assert.StartsWith(_folder["text.onnx"], Assert.Throws<NatsBenchException>(() => NetworkRunner.Load(_folder["text.onnx"], options)).Message, StringComparison.Ordinal);
        Assert.Throws<NatsBenchException>(() => NetworkRunner.Load(_folder.Path, options));
        Assert.Throws<FileNotFoundException>(() => NetworkRunner.Load(_folder["absent.onnx"], options));
    }

    [Fact]
    public void Tensors_beside_the_file_are_read_and_no_others()
    {
        RunnerOptions options = new() { Provider = ExecutionProvider.Cpu, Batch = 2, Threads = 1 };
        byte[] bias = [.. Enumerable.Range(0, TestModels.Classes).SelectMany(i => BitConverter.GetBytes(1000f * i))];
        string inner = Directory.CreateDirectory(_folder["inner"]).FullName;
        File.WriteAllBytes(Path.Combine(inner, "bias.bin"), bias);
        File.WriteAllBytes(_folder["secret.bin"], bias);
        string model = Path.Combine(inner, "m.onnx");

        File.WriteAllBytes(model, WithBiasIn("bias.bin"));
        using (INetworkRunner runner = NetworkRunner.Load(model, options))
        {
            runner.Run(1);
            Assert.InRange(runner.Logits[9] - runner.Logits[0], 8_900, 9_100);
        }
        foreach (string place in (string[])["../secret.bin", _folder["secret.bin"], "absent.bin"])
        {
            File.WriteAllBytes(model, WithBiasIn(place));
            Assert.StartsWith(model, Assert.Throws<NatsBenchException>(() => NetworkRunner.Load(model, options)).Message, StringComparison.Ordinal);
        }
    }

    // The classifier's shifts in a file of their own. What is written twice is one message to Protobuf; the schema here does without these fields.
    private static byte[] WithBiasIn(string place)
    {
        byte[] entries = [.. Field(13, [.. Field(1, "location"u8), .. Field(2, System.Text.Encoding.UTF8.GetBytes(place))])];
        byte[] tensor = [0x08, TestModels.Classes, 0x10, 1, .. Field(8, "classifier.bias"u8), .. entries, 0x70, 1];
        byte[] without = TestModels.Altered(model => model.Graph.Initializer.Remove(model.Graph.Initializer.Single(one => one.Name == "classifier.bias")));
        return [.. without, .. Field(7, Field(5, tensor))];

        static byte[] Field(int number, ReadOnlySpan<byte> bytes) =>
            bytes.Length < 128 ? [(byte)(number << 3 | 2), (byte)bytes.Length, .. bytes] : [(byte)(number << 3 | 2), (byte)(bytes.Length | 128), (byte)(bytes.Length >> 7), .. bytes];
    }

    private static void Alter(GraphProto graph, string what)
    {
        switch (what)
        {
            case "input":
                Rename("images", "pixels");
                break;
            case "inputs":
                graph.Input.Add(new ValueInfoProto(graph.Input[0]) { Name = "more" });
                break;
            case "output":
                Rename("logits", "scores");
                break;
            case "integers":
                graph.Input[0].Type.TensorType.ElemType = (int)TensorProto.Types.DataType.Int64;
                graph.Node.Insert(0, Cast("images", "cast"));
                foreach (NodeProto node in graph.Node.Skip(1))
                    Replace(node.Input, "images", "cast");
                break;
            case "planes":
                graph.Input[0].Type.TensorType.Shape.Dim[1].DimValue = 4;
                graph.Initializer.Single(tensor => tensor.Name == "stem.0.weight").Dims[1] = 4;
                graph.Initializer.Single(tensor => tensor.Name == "stem.0.weight").RawData = Google.Protobuf.ByteString.CopyFrom(new byte[8 * 4 * 9 * 4]);
                break;
            case "flat":
                graph.Input[0].Type.TensorType.Shape.Dim[2].DimParam = "side";
                break;
            case "operator":
                graph.Node[0].OpType = "Convolution";
                break;
            case "missing":
                graph.Initializer.RemoveAt(0);
                break;
            case "shape":
                graph.Initializer[0].Dims[0] = 9;
                break;
            case "empty":
                graph.Node.Clear();
                break;
        }

        void Rename(string from, string to)
        {
            foreach (ValueInfoProto value in graph.Input.Concat(graph.Output).Where(value => value.Name == from))
                value.Name = to;
            foreach (NodeProto node in graph.Node)
            {
                Replace(node.Input, from, to);
                Replace(node.Output, from, to);
            }
        }
    }

    private static NodeProto Cast(string from, string to) => new()
    {
        OpType = "Cast",
        Input = { from },
        Output = { to },
        Attribute = { new AttributeProto { Name = "to", I = (int)TensorProto.Types.DataType.Float, Type = AttributeProto.Types.AttributeType.Int } },
    };

    private static void Replace(RepeatedField<string> names, string from, string to)
    {
        for (int i = 0; i < names.Count; i++)
            if (names[i] == from)
                names[i] = to;
    }

    private static void Refused(byte[] model, string word)
    {
        NatsBenchException e = Assert.Throws<NatsBenchException>(() => Load(model));
        Assert.StartsWith("made.onnx: ", e.Message, StringComparison.Ordinal);
        Assert.Contains(word, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
    }

    private static INetworkRunner Load(byte[] model) =>
        NetworkRunner.Load(model, new RunnerOptions { Provider = ExecutionProvider.Cpu, Batch = 2, Threads = 1, Name = "made.onnx" });
}
