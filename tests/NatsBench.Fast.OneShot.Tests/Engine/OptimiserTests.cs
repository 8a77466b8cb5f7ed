using NatsBench.Fast.OneShot.Engine;
using TorchSharp;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace NatsBench.Fast.OneShot.Tests.Engine;

/// <summary>Optimisers over a buffer against TorchSharp's own over tensors.</summary>
public sealed class OptimiserTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Sgd_skips_what_has_had_no_gradient_and_decays_what_has(bool nesterov)
    {
        NeedsEngine.Skip();
        using DisposeScope scope = NewDisposeScope();
        (ParameterLayout layout, ParameterBlock block) = Block();
        using ParameterBlock _ = block;
        using Sgd sgd = new(block, 0.9, nesterov, 0.01);
        Parameter[] parameters = [.. Enumerable.Range(0, 3).Select(view => new Parameter(block.Constant[view].clone()))];
        optim.Optimizer expected = optim.SGD(parameters, 0.1, 0.9, weight_decay: 0.01, nesterov: nesterov);
        // The middle one is reached in the second step, and in no other; the last never.
        for (int step = 0; step < 4; step++)
        {
            block.ClearGradients();
            foreach (int view in step == 1 ? (int[])[0, 1] : [0])
            {
                sgd.Reach(view);
                Tensor loss = (block.Trained[view] * (view + step + 1)).sum();
                loss.backward();
                parameters[view].grad ??= zeros_like(parameters[view]);
            }
            for (int view = 0; view < 3; view++)
                parameters[view].grad?.copy_(ParameterBlock.Part(block.Gradients, layout.Views[view]));
            sgd.Step(0.1);
            expected.step();
            for (int view = 0; view < 3; view++)
                Assert.True((block.Constant[view] - parameters[view]).abs().max().item<double>() < 1e-15);
        }
        Assert.Equal([true, true, false], sgd.HasMomentum.ToArray());
    }

    [Fact]
    public void Adam_is_PyTorchs()
    {
        NeedsEngine.Skip();
        using DisposeScope scope = NewDisposeScope();
        (ParameterLayout layout, ParameterBlock block) = Block();
        using ParameterBlock _ = block;
        using Adam adam = new(block, 0.1, 0.5, 0.999, 1e-3, 0.01);
        Parameter[] parameters = [.. Enumerable.Range(0, 3).Select(view => new Parameter(block.Constant[view].clone()))];
        optim.Optimizer expected = optim.Adam(parameters, 0.1, 0.5, 0.999, 1e-3, 0.01);
        for (int step = 0; step < 4; step++)
        {
            block.ClearGradients();
            for (int view = 0; view < 3; view++)
            {
                (block.Trained[view].pow(2) * (view + step + 1)).sum().backward();
                parameters[view].grad = ParameterBlock.Part(block.Gradients, layout.Views[view]).clone();
            }
            adam.Step();
            expected.step();
            for (int view = 0; view < 3; view++)
                Assert.True((block.Constant[view] - parameters[view]).abs().max().item<double>() < 1e-14);
        }
    }

    [Fact]
    public void Joined_views_share_numbers_and_gradients()
    {
        NeedsEngine.Skip();
        using DisposeScope scope = NewDisposeScope();
        ParameterLayout layout = new();
        int first = layout.Add("a", 2, 3), second = layout.Add("b", 1, 3), joined = layout.Join(first, second);
        Assert.Throws<ArgumentException>(() => layout.Join(second, first));
        using ParameterBlock block = new(layout, ScalarType.Float64, CPU);
        block.Values.copy_(arange(9, ScalarType.Float64));
        Assert.Equal([6.0, 7, 8], block.Constant[joined][2].data<double>().ToArray());
        (block.Trained[joined].sum() + block.Trained[second].sum() * 2).backward();
        Assert.Equal([1.0, 1, 1, 1, 1, 1, 3, 3, 3], block.Gradients.data<double>().ToArray());
    }

    private static (ParameterLayout Layout, ParameterBlock Block) Block()
    {
        ParameterLayout layout = new();
        layout.Add("a", 2, 2);
        layout.Add("b", 3);
        layout.Add("c", 2);
        ParameterBlock block = new(layout, ScalarType.Float64, CPU);
        block.Values.copy_(linspace(-1, 2, 9, ScalarType.Float64));
        return (layout, block);
    }
}
