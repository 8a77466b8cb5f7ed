using CsCheck;
using NatsBench.Fast.OneShot.Engine;
using NatsBench.Fast.OneShot.Engine.Winograd;
using TorchSharp;
using static TorchSharp.torch;

namespace NatsBench.Fast.OneShot.Tests.Engine;

/// <summary>Convolutions by tiles against the engine's own, which is their definition.</summary>
public sealed class Convolution3x3Tests
{
    [Fact]
    public void It_gives_what_the_engine_gives_and_its_gradients_whatever_the_sizes()
    {
        NeedsEngine.Skip();
        Gen.Select(Gen.Int[1, 5], Gen.Int[1, 11], Gen.Int[1, 11], Gen.Int[8, 40], Gen.Int[1, 40]).Sample(
            (images, rows, columns, inputs, outputs) => AssertSame(images, rows, columns, inputs, outputs, ScalarType.Float64, 1e-13), iter: 40, threads: 1);
    }

    [Theory]
    [InlineData(64, 8, 8, 64, 64)]
    [InlineData(3, 32, 32, 24, 40)]
    [InlineData(2, 13, 32, 16, 48)]
    [InlineData(1, 1, 1, 8, 1)]
    public void It_does_in_both_types(int images, int rows, int columns, int inputs, int outputs)
    {
        NeedsEngine.Skip();
        AssertSame(images, rows, columns, inputs, outputs, ScalarType.Float64, 1e-13);
        AssertSame(images, rows, columns, inputs, outputs, ScalarType.Float32, 2e-5);
    }

    [Fact]
    public void In_float32_it_rounds_no_more_coarsely_than_the_engine()
    {
        NeedsEngine.Skip();
        using DisposeScope scope = NewDisposeScope();
        using Generator generator = new(7);
        Tensor input = Images(randn([16, 64, 32, 32], ScalarType.Float32, generator: generator)), weight = randn([64, 64, 3, 3], ScalarType.Float32, generator: generator);
        Tensor exact = Plain(input.to(ScalarType.Float64), weight.to(ScalarType.Float64));
        double ours = Distance(Tiled(input, weight).to(ScalarType.Float64), exact), engines = Distance(Plain(input, weight).to(ScalarType.Float64), exact);
        // Measured: a third of the engine's.
        Assert.InRange(ours, 0, 1.5 * engines);
    }

    [Fact]
    public void What_needs_no_gradient_gets_none()
    {
        NeedsEngine.Skip();
        using DisposeScope scope = NewDisposeScope();
        Tensor input = randn([2, 8, 5, 5], ScalarType.Float64), weight = randn([8, 8, 3, 3], ScalarType.Float64);
        Assert.False(Convolution3x3.Of(input, weight).requires_grad);
        Tensor learning = weight.clone().requires_grad_();
        using (no_grad())
            Assert.False(Convolution3x3.Of(input, learning).requires_grad);
        BackwardPass.Run(Convolution3x3.Of(input, learning).sum());
        Assert.NotNull(learning.grad);
        Tensor moving = input.clone().requires_grad_();
        BackwardPass.Run(Convolution3x3.Of(moving, weight).sum());
        Assert.NotNull(moving.grad);
        Assert.Null(weight.grad);
    }

    [Fact]
    public void The_first_rows_and_columns_of_a_weight_are_a_weight()
    {
        NeedsEngine.Skip();
        using DisposeScope scope = NewDisposeScope();
        Tensor input = randn([2, 16, 6, 6], ScalarType.Float64).requires_grad_(), weight = randn([24, 32, 3, 3], ScalarType.Float64).requires_grad_();
        (Tensor ours, Tensor ourGradient) = Narrowed(Tiled);
        (Tensor theirs, Tensor theirGradient) = Narrowed(Plain);
        Assert.True(Distance(ours, theirs) < 1e-13 && Distance(ourGradient, theirGradient) < 1e-13);

        (Tensor Output, Tensor Gradient) Narrowed(Func<Tensor, Tensor, Tensor> convolve)
        {
            Tensor output = convolve(input, weight.narrow(0, 0, 8).narrow(1, 0, 16));
            return (output.detach(), autograd.grad([output.pow(2).sum()], [weight])[0]);
        }
    }

    [Fact]
    public void Many_threads_give_what_one_gives()
    {
        NeedsEngine.Skip();
        try
        {
            set_num_threads(3);
            AssertSame(7, 32, 32, 64, 64, ScalarType.Float64, 1e-13);
        }
        finally
        {
            set_num_threads(1);
        }
    }

    [Fact]
    public void Only_what_it_is_made_for_suits()
    {
        NeedsEngine.Skip();
        using DisposeScope scope = NewDisposeScope();
        Tensor input = zeros(1, 8, 4, 4);
        Assert.Equal(TileConvolution.IsSupported, Convolution3x3.Suits(input, zeros(8, 8, 3, 3), 1));
        Assert.False(Convolution3x3.Suits(input, zeros(8, 8, 3, 3), 2));
        Assert.False(Convolution3x3.Suits(input, zeros(8, 8, 1, 1), 1));
        Assert.False(Convolution3x3.Suits(input, zeros(8, 3, 3, 3), 1));
        Assert.False(Convolution3x3.Suits(input, zeros([8, 8, 3, 3], ScalarType.BFloat16), 1));
    }

    [Fact]
    public void What_fails_within_a_backward_pass_is_thrown_behind_it()
    {
        NeedsEngine.Skip();
        using DisposeScope scope = NewDisposeScope();
        Tensor leaf = ones(1).requires_grad_();
        InvalidOperationException thrown = Assert.Throws<InvalidOperationException>(() => BackwardPass.Run(FailingStep.apply(leaf).sum()));
        Assert.Equal("no memory for a gradient", thrown.Message);
        BackwardPass.Run(leaf.pow(2).sum());
        Assert.Equal(2, leaf.grad!.item<float>());
    }

    private static void AssertSame(int images, int rows, int columns, int inputs, int outputs, ScalarType type, double tolerance)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor input = Images(randn([images, inputs, rows, columns], type)), weight = randn([outputs, inputs, 3, 3], type), along = randn([images, outputs, rows, columns], type);
        Tensor[] ours = All(Tiled), theirs = All(Plain);
        for (int i = 0; i < ours.Length; i++)
            Assert.True(Distance(ours[i], theirs[i]) <= tolerance, $"{images} of {rows}x{columns}, {inputs} to {outputs}, {i}: {Distance(ours[i], theirs[i])}");

        Tensor[] All(Func<Tensor, Tensor, Tensor> convolve)
        {
            (Tensor moving, Tensor learning) = (input.detach().requires_grad_(), weight.detach().requires_grad_());
            Tensor output = convolve(moving, learning);
            BackwardPass.Run((output * along).sum());
            return [output.detach(), moving.grad!, learning.grad!];
        }
    }

    private static Tensor Tiled(Tensor input, Tensor weight) => Convolution3x3.Of(input, weight);

    private static Tensor Plain(Tensor input, Tensor weight) => nn.functional.conv2d(input, weight, strides: [1, 1], padding: [1, 1]);

    // The channels of a pixel beside each other.
    private static Tensor Images(Tensor images) => images.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);

    private static double Distance(Tensor a, Tensor b) => ((a - b).abs().max() / b.abs().max()).to(ScalarType.Float64).item<double>();

    private sealed class FailingStep : autograd.SingleTensorFunction<FailingStep>
    {
        public override string Name => nameof(FailingStep);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars) => ((Tensor)vars[0]).clone();

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            BackwardPass.Fail(new InvalidOperationException("no memory for a gradient"));
            return [null!];
        }
    }
}
