using NatsBench.Fast.OneShot.Supernets;
using NatsBench.Fast.OneShot.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace NatsBench.Fast.OneShot.Tests.Supernets;

public sealed class ControllerTests
{
    [Fact]
    public void Its_log_probabilities_are_those_of_a_distribution_and_of_nearly_equal_ones()
    {
        NeedsEngine.Skip();
        using DisposeScope scope = NewDisposeScope();
        using SupernetSearch search = Small.Search(Small.Settings(OneShotAlgorithm.Enas));
        IReadOnlyList<Tensor> logs = search.Scene.Controller!.Unroll(search.Scene.ControllerWeights!.Constant, 2, (edge, _) => tensor([edge % 5L, 4L]));
        Assert.Equal(6, logs.Count);
        Assert.All(logs, log => Assert.Equal([1.0, 1.0], log.exp().sum(1).data<double>().ToArray().Select(sum => Math.Round(sum, 12))));
        // What is said for the first edge is not known then.
        Assert.Equal(0, (logs[0][0] - logs[0][1]).abs().max().item<double>());
        Assert.NotEqual(0, (logs[1][0] - logs[1][1]).abs().max().item<double>());
        // |logit| < 2.5.
        Assert.All(logs, log => Assert.True((log.max() - log.min()).item<double>() < 5));
    }

    [Fact]
    public void The_gradient_of_a_log_probability_is_its_slope()
    {
        NeedsEngine.Skip();
        using DisposeScope scope = NewDisposeScope();
        using SupernetSearch search = Small.Search(Small.Settings(OneShotAlgorithm.Enas));
        Controller controller = search.Scene.Controller!;
        long[] cell = [3, 1, 0, 4, 2, 3];
        Tensor LogProbability(ReadOnlySpan<Tensor> weights)
        {
            IReadOnlyList<Tensor> logs = controller.Unroll(weights, 1, (edge, _) => tensor([cell[edge]]));
            return stack([.. logs.Select((log, edge) => log[0, cell[edge]])]).sum();
        }
        LogProbability(search.Scene.ControllerWeights!.Trained).backward();
        Tensor values = search.Scene.ControllerWeights.Values;
        for (long place = 0; place < values.numel(); place += 997)
        {
            double before = values[place].item<double>();
            values[place] = before + 1e-5;
            double above = LogProbability(search.Scene.ControllerWeights.Constant).item<double>();
            values[place] = before - 1e-5;
            double below = LogProbability(search.Scene.ControllerWeights.Constant).item<double>();
            values[place] = before;
            Assert.Equal((above - below) / 2e-5, search.Scene.ControllerWeights.Gradients[place].item<double>(), 1e-8);
        }
    }
}
