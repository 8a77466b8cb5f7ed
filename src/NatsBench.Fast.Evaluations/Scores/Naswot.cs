using NatsBench.Fast.Inference;
using NatsBench.Fast.Inference.Latency;
using NatsBench.Fast.Model;
using NatsBench.Fast.Models.Onnx;

namespace NatsBench.Fast.Evaluations.Scores;

/// <summary>
/// The score of "Neural Architecture Search without Training" (Mellor, Turner, Storkey, Crowley; ICML 2021): log |det K| of a fresh network, where K counts
/// for each two images of a minibatch the inputs of ReLUs that are above 0 for both or for neither (<c>hook_logdet</c> of the published code). As
/// there, batch normalisations take their statistics from the minibatch. The greater the better. Any number of threads may ask at once.
/// </summary>
public sealed class Naswot
{
    private static readonly OnnxOptions Model = new() { BatchStatistics = true, WithKernel = true };

    private readonly NaswotPlan _plan;
    private readonly SpaceArchitectures _space;
    private readonly ImageStatistics _statistics;
    private readonly RunnerOptions _options;

    /// <summary>Makes ready to score.</summary>
    /// <param name="plan">Which networks, and how.</param>
    /// <exception cref="NatsBenchException">The images are not as large as the dataset's.</exception>
    public Naswot(NaswotPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        (_plan, _space, _statistics) = (plan, new SpaceArchitectures(plan.Space), ImageStatistics.Of(plan.Dataset));
        if (plan.Images.Side != _statistics.Side)
            throw new NatsBenchException(
                $"{plan.Images.Source}: has images of {plan.Images.Side}x{plan.Images.Side} pixels; networks of {plan.Dataset} take {_statistics.Side}x{_statistics.Side}");
        _options = new RunnerOptions { Provider = plan.Provider, Device = plan.Device, Batch = plan.Images.Count, Threads = 1 };
    }

    /// <summary>Scores one architecture.</summary>
    /// <param name="architecture">Its index.</param>
    /// <returns>The score in natural logarithms, 0 or more; negative infinity where the kernel is singular, as where two images look alike to every ReLU.</returns>
    /// <exception cref="NatsBenchException">The provider is refused, or cannot compute the network.</exception>
    public double Score(int architecture)
    {
        using INetworkRunner runner = Load(architecture);
        _plan.Images.Pixels.CopyTo(runner.Images<float>());
        runner.Run(runner.Batch);
        return LogDeterminant.Of(runner.Kernel, runner.Batch);
    }

    /// <summary>The network of an architecture with its kernel, ready to run.</summary>
    internal INetworkRunner Load(int architecture) => _space.LoadFresh(architecture, _statistics, _plan.Seed, Model, _options);
}
