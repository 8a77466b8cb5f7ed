using System.Globalization;
using System.Reflection;
using Google.Protobuf;
using NatsBench.Fast.Models.Graph;
using NatsBench.Fast.Models.Onnx.Schema;
using NatsBench.Fast.Models.Weights;

namespace NatsBench.Fast.Models.Onnx;

/// <summary>
/// Networks as ONNX models. The input is <c>images</c> [N, 3, side, side] float32, normalised as in training; the outputs are <c>logits</c> [N, classes]
/// and <c>features</c> [N, width], the vector that is classified, float32. The same network, options and labels give the same bytes. Any number of
/// threads may export at once.
/// </summary>
public static class OnnxExport
{
    /// <summary>Name of the input.</summary>
    public const string Images = "images";

    /// <summary>Name of the output that has a number for each class.</summary>
    public const string Logits = "logits";

    /// <summary>Name of the output that is classified.</summary>
    public const string Features = "features";

    /// <summary>Name of the output that counts what two images of a batch share, where <see cref="OnnxOptions.WithKernel"/> asks for it.</summary>
    public const string Kernel = "kernel";

    // The first with everything that a network needs as it is today; read by ONNX Runtime 1.12 and later.
    private const int OperatorSet = 17;
    private const int IrVersion = 8;

    private static readonly string Version =
        (typeof(OnnxExport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "").Split('+')[0];

    /// <summary>The model as bytes, what an <c>.onnx</c> file holds.</summary>
    /// <param name="network">The network and its numbers.</param>
    /// <param name="options">How it becomes a model; null for the defaults.</param>
    /// <param name="labels">What the model says about itself; null for nothing.</param>
    /// <exception cref="NatsBenchException">
    /// Images of that side do not fit the network, a running variance is negative, or a number is beyond the model's precision.
    /// </exception>
    public static byte[] ToArray(TrainedNetwork network, OnnxOptions? options = null, OnnxLabels? labels = null) =>
        Model(network, options, labels).ToByteArray();

    /// <summary>Writes the model's bytes to a stream; nothing is written where it is refused.</summary>
    /// <inheritdoc cref="ToArray"/>
    /// <param name="network">The network and its numbers.</param>
    /// <param name="output">Where the bytes go; it is not closed.</param>
    /// <param name="options">How it becomes a model; null for the defaults.</param>
    /// <param name="labels">What the model says about itself; null for nothing.</param>
    public static void Write(TrainedNetwork network, Stream output, OnnxOptions? options = null, OnnxLabels? labels = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        Model(network, options, labels).WriteTo(output);
    }

    private static ModelProto Model(TrainedNetwork network, OnnxOptions? options, OnnxLabels? labels)
    {
        ArgumentNullException.ThrowIfNull(network);
        options ??= new OnnxOptions();
        labels ??= new OnnxLabels();
        ModelProto model = new()
        {
            IrVersion = IrVersion,
            ProducerName = "NatsBench.Fast",
            ProducerVersion = Version,
            Graph = Graph(network, options, labels.Architecture ?? "network"),
            OpsetImport = { new OperatorSetIdProto { Domain = "", Version = OperatorSet } },
        };
        Label("architecture", labels.Architecture);
        Label("dataset", labels.Dataset?.Name);
        Label("hp", labels.Setting?.Key);
        Label("seed", labels.Seed?.ToString(CultureInfo.InvariantCulture));
        Label("weights", labels.Weights);
        Label("batch_norm", options.BatchStatistics ? "of the batch" : options.FoldBatchNorm ? "folded" : "kept");
        Label("precision", options.Half ? "float16" : "float32");
        return model;

        void Label(string key, string? value)
        {
            if (!string.IsNullOrEmpty(value))
                model.MetadataProps.Add(new StringStringEntryProto { Key = key, Value = value });
        }
    }

    private static GraphProto Graph(TrainedNetwork network, OnnxOptions options, string name)
    {
        TensorShape[] shapes = network.Graph.Shapes(options.ImageSide);
        OnnxGraph graph = new(name, options);
        string?[] values = options.FoldBatchNorm
            ? FoldedSteps.Append(graph, network, shapes, options)
            : PlainSteps.Append(graph, network, shapes, options.BatchStatistics);
        graph.AddOutput(Logits, values[network.Graph.Logits]!, OnnxGraph.Batch, network.Graph.Classes);
        graph.AddOutput(Features, values[network.Graph.Features]!, OnnxGraph.Batch, shapes[network.Graph.Features].Channels);
        if (options.WithKernel)
            KernelOutput.Append(graph, network.Graph, shapes, values);
        return graph.Proto;
    }
}
