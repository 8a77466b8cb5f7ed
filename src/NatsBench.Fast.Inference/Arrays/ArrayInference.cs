using System.Diagnostics;
using System.Runtime.InteropServices;
using NatsBench.Fast.Internals;

namespace NatsBench.Fast.Inference.Arrays;

/// <summary>Runs a model over the images of a <c>.npy</c> file, and writes its logits and features to others.</summary>
public static class ArrayInference
{
    /// <summary>Runs it, a batch at a time: memory does not grow with the number of images.</summary>
    /// <param name="model">The ONNX file.</param>
    /// <param name="input">Images [N, 3, rows, columns]: float32, normalised, or uint8 where the model normalises. Half precision is made of float32 here.</param>
    /// <param name="output">Where the logits go: float32 [N, classes].</param>
    /// <param name="features">Where the features go: float32 [N, numbers]; null for nowhere.</param>
    /// <param name="options">How the model is run; its name is the file's.</param>
    /// <param name="progress">Told the share that is done.</param>
    /// <param name="cancellation">Stops it between batches; nothing is written then.</param>
    /// <exception cref="NatsBenchException">
    /// The model, the images or a place is refused, or a number is not finite. Neither file is written then; what was there before stays.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static ArrayInferenceReport Run(
        string model, string input, string output, string? features, RunnerOptions options, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        RequireOwnPlaces(model, input, output, features);
        using NpyReader images = NpyReader.Open(input);
        // No more buffer than images.
        int batch = (int)Math.Clamp(images.Shape is [var many, ..] ? many : 1, 1, options.Batch);
        using INetworkRunner runner = NetworkRunner.Load(model, options with { Batch = batch });
        long count = Require(images, input, runner.Signature, model);
        if (features is not null && runner.Signature.Features == 0)
            throw new NatsBenchException($"{model}: gives no features; leave --features out, or export the model again");

        using NpyWriter logitsFile = new(output, NpyType.F32, [count, runner.Signature.Classes]);
        using NpyWriter? featuresFile = features is null ? null : new(features, NpyType.F32, [count, runner.Signature.Features]);
        float[] singles = runner.Signature.Element == ImageElement.F16 ? new float[runner.Images<Half>().Length] : [];
        TimeSpan spent = TimeSpan.Zero;
        for (long done = 0; done < count;)
        {
            cancellation.ThrowIfCancellationRequested();
            int now = (int)Math.Min(count - done, runner.Batch);
            Read(images, input, runner, now, done, singles);
            long start = Stopwatch.GetTimestamp();
            runner.Run(now);
            spent += Stopwatch.GetElapsedTime(start);
            RequireFinite(runner.Logits, runner.Signature.Classes, done, model);
            logitsFile.Write(runner.Logits);
            featuresFile?.Write(runner.Features);
            done += now;
            progress?.Report((double)done / count);
        }
        logitsFile.Commit();
        featuresFile?.Commit();
        return new ArrayInferenceReport(count, runner.Signature, runner.Requested, runner.Used, runner.Device, runner.Batch, options.Threads, spent);
    }

    private static void RequireOwnPlaces(string model, string input, string output, string? features)
    {
        PathKind.RefuseToReplace(output, model, input);
        if (features is null)
            return;
        PathKind.RefuseToReplace(features, model, input);
        if (Path.GetFullPath(output) == Path.GetFullPath(features))
            throw new NatsBenchException($"{output}: logits and features need a file each");
    }

    private static long Require(NpyReader images, string input, NetworkSignature signature, string model)
    {
        NpyType wanted = signature.Element == ImageElement.U8 ? NpyType.U8 : NpyType.F32;
        if (images.Type != wanted)
            throw new NatsBenchException(wanted == NpyType.U8
                ? $"{input}: holds float32, and {model} takes pixels of 0 to 255 as uint8, which it normalises itself"
                : $"{input}: holds uint8, and {model} takes normalised images as float32; normalise them, or export the model with --with-preprocessing");
        return images.Shape is [var count, var channels, var rows, var columns] && (channels, rows, columns) == (signature.Channels, signature.Rows, signature.Columns)
            ? count
            : throw new NatsBenchException(
                $"{input}: has the shape ({string.Join(", ", images.Shape.ToArray())}), and {model} takes (N, {signature.Channels}, {signature.Rows}, {signature.Columns})");
    }

    private static void Read(NpyReader images, string input, INetworkRunner runner, int count, long first, float[] singles)
    {
        int length = runner.Signature.ImageLength;
        if (runner.Signature.Element == ImageElement.U8)
        {
            images.Read(runner.Images<byte>()[..(count * length)]);
            return;
        }
        Span<float> numbers = (runner.Signature.Element == ImageElement.F32 ? runner.Images<float>() : singles)[..(count * length)];
        images.Read(numbers);
        if (NotFinite(numbers) is >= 0 and int at)
            throw new NatsBenchException($"{input}: image {first + at / length} has a {numbers[at]} at {at % length}; every number has to be finite");
        if (runner.Signature.Element == ImageElement.F32)
            return;
        Span<Half> halves = runner.Images<Half>();
        for (int i = 0; i < numbers.Length; i++)
            if (!Half.IsFinite(halves[i] = (Half)numbers[i]))
                throw new NatsBenchException($"{input}: image {first + i / length} has {numbers[i]} at {i % length}, which half precision does not hold");
    }

    private static void RequireFinite(ReadOnlySpan<float> logits, int classes, long first, string model)
    {
        if (NotFinite(logits) is >= 0 and int at)
            throw new NatsBenchException($"{model}: the logits of image {first + at / classes} are not finite; the model's weights, or the images, are not what they should be");
    }

    // All bits of the exponent stand for infinities and what is no number.
    private static int NotFinite(ReadOnlySpan<float> numbers)
    {
        ReadOnlySpan<uint> bits = MemoryMarshal.Cast<float, uint>(numbers);
        for (int i = 0; i < bits.Length; i++)
            if ((bits[i] & 0x7F800000) == 0x7F800000)
                return i;
        return -1;
    }
}
