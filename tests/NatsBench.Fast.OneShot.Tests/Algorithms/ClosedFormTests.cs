using NatsBench.Fast.OneShot.Algorithms;
using NatsBench.Fast.OneShot.Engine;
using NatsBench.Fast.OneShot.Randomness;
using NatsBench.Fast.OneShot.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace NatsBench.Fast.OneShot.Tests.Algorithms;

public sealed class ClosedFormTests
{
    [Fact]
    public void A_Gumbel_softmax_sample_and_its_gradient_are_the_formulas()
    {
        NeedsEngine.Skip();
        using DisposeScope scope = NewDisposeScope();
        using SupernetSearch search = Small.Search(Small.Settings(OneShotAlgorithm.Gdas));
        double[] alpha = [0.3, -0.2, 0.1, 0.7, -0.5], noise = new double[5];
        // The same stream, asked beside the search.
        new SeededDraws(7).Exponential(DrawPurpose.Noise, noise);
        Tensor trained = tensor(alpha, [1, 5]).requires_grad_();
        Tensor relaxed = Gumbel.Sample(search.Scene, trained).softmax(1);
        double total = alpha.Sum(Math.Exp), tau = search.Scene.Tau;
        double[] z = [.. alpha.Zip(noise, (a, e) => (a - Math.Log(total) - Math.Log(e)) / tau)];
        double sum = z.Sum(Math.Exp);
        double[] p = [.. z.Select(value => Math.Exp(value) / sum)];
        Tensor gradient = autograd.grad([relaxed[0, 2]], [trained])[0];
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(p[i], relaxed[0, i].item<double>(), 1e-14);
            // The normalisation of the log-probabilities moves all z alike, which a softmax does not see.
            Assert.Equal(p[2] * ((i == 2 ? 1 : 0) - p[i]) / tau, gradient[0, i].item<double>(), 1e-14);
        }
    }

    [Fact]
    public void The_straight_through_estimator_is_hard_forward_and_soft_backward()
    {
        NeedsEngine.Skip();
        using DisposeScope scope = NewDisposeScope();
        Tensor logits = tensor(new double[] { 0.1, 0.9, -0.4, 2, 1, 0 }, [2, 3]).requires_grad_();
        Tensor relaxed = logits.softmax(1), hard = StraightThrough.Of(relaxed, relaxed.argmax(1));
        Assert.Equal([0, 1, 0, 1, 0, 0], hard.data<double>().ToArray().Select(value => Math.Round(value, 12)));
        Tensor weights = tensor(new double[] { 3, 1, 4, 1, 5, 9 }, [2, 3]);
        Tensor through = autograd.grad([(hard * weights).sum()], [logits])[0], soft = autograd.grad([(logits.softmax(1) * weights).sum()], [logits])[0];
        Assert.Equal(0, (through - soft).abs().max().item<double>());
    }

    [Fact]
    public void Channel_interpolation_is_adaptive_average_pooling_over_channels()
    {
        NeedsEngine.Skip();
        using DisposeScope scope = NewDisposeScope();
        using SupernetSearch search = Small.Search(Small.Settings(OneShotAlgorithm.ChannelInterpolation));
        using ChannelInterpolation interpolation = new(search.Scene);
        Tensor features = linspace(-1, 3, 2 * 64 * 4, ScalarType.Float64).sin().view(2, 64, 2, 2);
        for (int from = 8; from <= 64; from += 8)
            for (int to = from; to <= 64; to += 8)
            {
                Tensor pooled = nn.functional.adaptive_avg_pool3d(features.narrow(1, 0, from), [to, 2, 2]);
                Tensor stretched = einsum("oc,bchw->bohw", interpolation.Stretch(from, to), features.narrow(1, 0, to));
                Assert.True((pooled - stretched).abs().max().item<double>() < 1e-14, $"{from} to {to}");
            }
    }

    // With the original's 0.01 many a ReLU changes sign on the way; the smaller the step, the nearer the difference comes.
    [Fact]
    public void Finite_differences_come_near_the_exact_second_order()
    {
        NeedsEngine.Skip();
        double[] exact = Second(SearchVariant.Exact, 0.01), near = Second(SearchVariant.Paper, 1e-7);
        double size = exact.Max(Math.Abs);
        Assert.True(size > 1e-3, $"a second order of {size} says nothing");
        Assert.All(near.Zip(exact), pair => Assert.Equal(pair.Second, pair.First, 1e-4 * size));
    }

    private static double[] Second(SearchVariant variant, double epsilon)
    {
        using DisposeScope scope = NewDisposeScope();
        using SupernetSearch search = Small.Search(Small.Settings(OneShotAlgorithm.DartsSecondOrder, variant));
        using DartsSecondOrder darts = new(search.Scene) { Epsilon = epsilon };
        ImplicitWitness witness = new();
        search.Scene.Witness = witness;
        darts.ArchStep(search.Scene.Batches.Base(0, 0), search.Scene.Batches.Arch(0, 0));
        return witness.Part;
    }

    private sealed class ImplicitWitness : SearchWitness
    {
        public double[] Part { get; private set; } = [];

        public override void SecondOrder(Tensor vectors, Tensor unrolled, Tensor direct, Tensor implicitPart) => Part = implicitPart.data<double>().ToArray();

        public override void Passed(string kind, Tensor logits, Tensor labels, Tensor? loss)
        {
        }

        public override void WeightGradients(ParameterBlock weights)
        {
        }

        public override void ArchGradients(ParameterBlock architecture)
        {
        }

        public override void Stepped()
        {
        }

        public override void ControllerSample(double logProbability, double entropy, double reward, double baseline, double loss)
        {
        }

        public override void ControllerGradients(ParameterBlock controller, double normBeforeClipping)
        {
        }

        public override void ControllerUpdated(ParameterBlock controller)
        {
        }
    }
}
