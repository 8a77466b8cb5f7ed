using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace NatsBench.Fast.Inference.Runtime;

/// <summary>Reads what a model takes and gives, and refuses what is no network of images.</summary>
internal static class SignatureReader
{
    public const string Images = "images";
    public const string Logits = "logits";
    public const string Features = "features";
    public const string Kernel = "kernel";

    // No buffer for a batch is larger, so that its elements are a span.
    private const long MaxBufferElements = 1L << 29;
    private const int MaxSide = 1 << 13;

    /// <summary>Reads it.</summary>
    /// <exception cref="NatsBenchException">The model is no network of images, or its buffers would be too large.</exception>
    public static NetworkSignature Read(InferenceSession session, RunnerOptions options)
    {
        if (session.InputMetadata.Count != 1 || !session.InputMetadata.TryGetValue(Images, out NodeMetadata? images))
            throw Refused($"takes {Names(session.InputMetadata)}, and a network takes '{Images}' alone");
        if (!session.OutputMetadata.TryGetValue(Logits, out NodeMetadata? logits))
            throw Refused($"gives {Names(session.OutputMetadata)}, and a network gives '{Logits}'");
        session.OutputMetadata.TryGetValue(Features, out NodeMetadata? features);

        if (!images.IsTensor || images.Dimensions is not [var batch, Models.Graph.Images.Channels, > 0 and <= MaxSide and var rows, > 0 and <= MaxSide and var columns])
            throw Refused($"'{Images}' is {Shape(images)}, not [N, 3, rows, columns]");
        NetworkSignature signature = new(
            ElementOf(images) ?? throw Refused($"'{Images}' holds {images.ElementDataType}, not float32, float16 or uint8"),
            Models.Graph.Images.Channels, rows, columns, Width(Logits, logits), features is null ? 0 : Width(Features, features), batch > 0 ? batch : null,
            session.OutputMetadata.TryGetValue(Kernel, out NodeMetadata? kernel) && IsKernel(kernel));
        long wholeBatch = signature.FixedBatch ?? options.Batch;
        long most = wholeBatch * long.Max(long.Max(signature.ImageLength, signature.HasKernel ? wholeBatch : 0), long.Max(signature.Classes, signature.Features));
        return most <= MaxBufferElements
            ? signature
            : throw new NatsBenchException($"{options.Name}: a batch of {wholeBatch} has {most} numbers, {MaxBufferElements} are the most; take a smaller one");

        int Width(string name, NodeMetadata output) =>
            output is { IsTensor: true, Dimensions: [_, > 0 and var width] } && ElementOf(output) is ImageElement.F32 or ImageElement.F16
                ? width
                : throw Refused($"'{name}' is {(output.IsTensor ? $"{output.ElementDataType} {Shape(output)}" : "no tensor")}, not float32 or float16 [N, numbers]");

        bool IsKernel(NodeMetadata output) => output is { IsTensor: true, Dimensions.Length: 2 } && ElementOf(output) == ImageElement.F32
            ? true
            : throw Refused($"'{Kernel}' is no float32 [N, N]");

        NatsBenchException Refused(string fault) => new($"{options.Name}: is no network of images that can be run here: it {fault}; 'natsbench onnx export' writes such models");
    }

    /// <summary>Whether a model computes in half precision: it says so itself, as those that the product exports do, or is given its images in it.</summary>
    public static bool IsHalf(InferenceSession session) =>
        (session.ModelMetadata.CustomMetadataMap.TryGetValue("precision", out string? precision) && precision == "float16")
        || (session.InputMetadata.TryGetValue(Images, out NodeMetadata? images) && images is { IsTensor: true, ElementDataType: TensorElementType.Float16 });

    /// <summary>What the numbers of a tensor are; null for other types.</summary>
    public static ImageElement? ElementOf(NodeMetadata tensor) => tensor.ElementDataType switch
    {
        TensorElementType.Float => ImageElement.F32,
        TensorElementType.Float16 => ImageElement.F16,
        TensorElementType.UInt8 => ImageElement.U8,
        _ => null,
    };

    private static string Names(IReadOnlyDictionary<string, NodeMetadata> tensors) =>
        tensors.Count == 0 ? "nothing" : string.Join(", ", tensors.Keys.Take(5).Select(name => $"'{name}'")) + (tensors.Count > 5 ? ", …" : "");

    private static string Shape(NodeMetadata tensor) =>
        $"[{string.Join(", ", tensor.Dimensions.Select((side, i) => side >= 0 ? $"{side}" : i == 0 ? "N" : "?"))}]";
}
