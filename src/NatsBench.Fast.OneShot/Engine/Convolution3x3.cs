using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using NatsBench.Fast.OneShot.Engine.Winograd;
using TorchSharp;
using static TorchSharp.torch;

namespace NatsBench.Fast.OneShot.Engine;

/// <summary>
/// 3x3 convolutions of stride 1 with a border of zeros on a processor, by <see cref="TileConvolution"/>; gradients once, not twice. Images are divided among as
/// many threads as the engine has, and sums over them are added in their order.
/// </summary>
internal sealed class Convolution3x3 : autograd.SingleTensorFunction<Convolution3x3>
{
    // Below so many channels there is more to transform than to multiply.
    private const long LeastInputs = 8;

    // What a thread must have to do before it is woken.
    private const long LeastProducts = 1 << 22;

    // What the last backward step gave the engine, which has it by then.
    [ThreadStatic]
    private static List<Tensor>? Given;

    /// <inheritdoc/>
    public override string Name => nameof(Convolution3x3);

    /// <summary>Whether a convolution can be computed here: by its weight, its stride and what the processor has.</summary>
    public static bool Suits(Tensor input, Tensor weight, long stride) =>
        TileConvolution.IsSupported && stride == 1 && weight.shape is [_, >= LeastInputs, 3, 3] && weight.dtype is ScalarType.Float32 or ScalarType.Float64
        && Math.Max(input.shape[1], weight.shape[0]) * input.shape[0] * input.shape[2] * input.shape[3] <= int.MaxValue / sizeof(double);

    /// <summary>The convolution.</summary>
    /// <param name="input">[images, inputs, rows, columns], the channels of a pixel beside each other; otherwise it is copied.</param>
    /// <param name="weight">[outputs, inputs, 3, 3].</param>
    /// <returns>[images, outputs, rows, columns], the channels of a pixel beside each other; in the caller's scope.</returns>
    public static Tensor Of(Tensor input, Tensor weight) =>
        is_grad_enabled() && (input.requires_grad || weight.requires_grad) ? apply(input, weight) : Forward(input, weight);

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        (Tensor input, Tensor weight) = ((Tensor)vars[0], (Tensor)vars[1]);
        ctx.set_materialize_grads(false);
        ctx.save_for_backward([input, weight]);
        ctx.save_data(nameof(Needs), new Needs(input.requires_grad, weight.requires_grad));
        return Forward(input, weight);
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        List<Tensor> given = Given ??= [];
        given.ForEach(tensor => tensor.Dispose());
        given.Clear();
        Tensor? inputGradient = null, weightGradient = null;
        try
        {
            using DisposeScope scope = NewDisposeScope();
            using IDisposable constant = no_grad();
            Needs needs = (Needs)ctx.get_data(nameof(Needs))!;
            List<Tensor> saved = ctx.get_saved_variables();
            Tensor gradient = Pixels(grad_output);
            if (needs.Input)
                given.Add(inputGradient = InputGradient(gradient, saved[1]).DetachFromDisposeScope());
            if (needs.Weight)
                given.Add(weightGradient = WeightGradient(Pixels(saved[0]), gradient, saved[1]).DetachFromDisposeScope());
            grad_output.Dispose();
        }
        catch (Exception e)
        {
            BackwardPass.Fail(e);
        }
        return [inputGradient!, weightGradient!];
    }

    private sealed record Needs(bool Input, bool Weight);

    private static Tensor Forward(Tensor input, Tensor weight)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable constant = no_grad();
        Tensor output = Images(input, weight.shape[0]);
        Convolve(Pixels(input), weight.contiguous(), Pixels(output), isTurned: false);
        return output.MoveToOuterDisposeScope();
    }

    private static Tensor InputGradient(Tensor gradient, Tensor weight)
    {
        Tensor result = Images(gradient.permute(0, 3, 1, 2), weight.shape[1]);
        Convolve(gradient, weight.contiguous(), Pixels(result), isTurned: true);
        return result;
    }

    private static Tensor WeightGradient(Tensor input, Tensor gradient, Tensor weight)
    {
        Tensor result = empty(weight.shape, weight.dtype, weight.device);
        if (weight.dtype == ScalarType.Float32)
            SumWeightGradient<float>(input, gradient, result);
        else
            SumWeightGradient<double>(input, gradient, result);
        return result;
    }

    private static void Convolve(Tensor from, Tensor weight, Tensor to, bool isTurned)
    {
        if (weight.dtype == ScalarType.Float32)
            Convolve<float>(from, weight, to, isTurned);
        else
            Convolve<double>(from, weight, to, isTurned);
    }

    private static void Convolve<T>(Tensor from, Tensor weight, Tensor to, bool isTurned) where T : unmanaged, IFloatingPoint<T>
    {
        (int inputs, int outputs) = (Side(from, 3), Side(to, 3));
        T[] planes = ArrayPool<T>.Shared.Rent(TileConvolution.PlanesLength<T>(inputs, outputs));
        Span<T> prepared = planes.AsSpan(0, TileConvolution.PlanesLength<T>(inputs, outputs));
        TileConvolution.Prepare(Numbers<T>(weight), (int)weight.shape[1], (int)weight.shape[0], isTurned, prepared);
        Divide(from, Parts(from, outputs), (plan, first, _) => TileConvolution.Apply(plan, Part<T>(from, plan, first), inputs, planes, Part<T>(to, plan, first), outputs));
        ArrayPool<T>.Shared.Return(planes);
    }

    private static void SumWeightGradient<T>(Tensor input, Tensor gradient, Tensor result) where T : unmanaged, IFloatingPoint<T>
    {
        (int inputs, int outputs) = (Side(input, 3), Side(gradient, 3));
        int length = TileConvolution.SumsLength<T>(inputs, outputs), parts = Math.Min(Parts(input, outputs), Array.MaxLength / length);
        T[] sums = ArrayPool<T>.Shared.Rent(length * parts);
        Array.Clear(sums);
        Divide(input, parts, (plan, first, part) => TileConvolution.SumWeightGradients(
            plan, Part<T>(input, plan, first), inputs, Part<T>(gradient, plan, first), outputs, sums.AsSpan(part * length, length)));
        TileConvolution.FinishWeightGradients(sums.AsSpan(0, length * parts), inputs, outputs, Numbers<T>(result));
        ArrayPool<T>.Shared.Return(sums);
    }

    // A thread's images, the place of the first, and the thread's number.
    private static void Divide(Tensor pixels, int parts, Action<TilePlan, int, int> convolve)
    {
        (int images, int rows, int columns) = (Side(pixels, 0), Side(pixels, 1), Side(pixels, 2));
        if (parts == 1)
            convolve(new TilePlan(images, rows, columns), 0, 0);
        else
            Parallel.For(0, parts, part =>
            {
                int first = (int)((long)images * part / parts), end = (int)((long)images * (part + 1) / parts);
                convolve(new TilePlan(end - first, rows, columns), first, part);
            });
    }

    // By sizes alone, so that the same sums are added in the same order.
    private static int Parts(Tensor pixels, int outputs) =>
        (int)Math.Min(Math.Min(get_num_threads(), pixels.shape[0]), 1 + pixels.numel() * outputs / LeastProducts);

    private static int Side(Tensor tensor, int dimension) => (int)tensor.shape[dimension];

    private static Span<T> Part<T>(Tensor pixels, TilePlan plan, int first) where T : unmanaged
    {
        int image = plan.Rows * plan.Columns * Side(pixels, 3);
        return Numbers<T>(pixels).Slice(first * image, plan.Images * image);
    }

    private static Span<T> Numbers<T>(Tensor tensor) where T : unmanaged => MemoryMarshal.Cast<byte, T>(tensor.bytes);

    // [images, rows, columns, channels] of the same numbers.
    private static Tensor Pixels(Tensor images) => images.permute(0, 2, 3, 1).contiguous();

    // Memory for as many images of so many channels, not a view of another tensor.
    private static Tensor Images(Tensor like, long channels)
    {
        (long images, long rows, long columns) = (like.shape[0], like.shape[2], like.shape[3]);
        return empty_strided([images, channels, rows, columns], [rows * columns * channels, 1, columns * channels, channels], like.dtype, like.device);
    }
}
