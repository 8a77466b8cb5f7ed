using NatsBench.Fast.Data;
using NatsBench.Fast.Inference;
using NatsBench.Fast.Inference.Latency;
using NatsBench.Fast.Model;
using NatsBench.Fast.Models.Onnx;
using NatsBench.Fast.Models.Weights;

namespace NatsBench.Fast.Evaluations.Scores;

/// <summary>What networks can be asked: a score without training, the latency here, the accuracy on given images.</summary>
public static class NetworkMeasures
{
    private const long WeightSeed = 0;

    /// <summary><see cref="Evaluations.Scores.Naswot"/>, called <c>naswot</c>; the greater the better.</summary>
    /// <param name="plan">Which networks, and how.</param>
    /// <exception cref="NatsBenchException">The images are not as large as the dataset's.</exception>
    public static NetworkMeasure Naswot(NaswotPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        SpaceArchitectures space = new(plan.Space);
        return new NetworkMeasure("naswot", "", Direction.Maximise, space, new CellClasses(space), new Naswot(plan).Score, plan.Workers);
    }

    /// <summary>Seconds of a batch on this device (<see cref="LatencyMeter"/>), called <c>measured-latency</c>; one network at a time, whoever asks.</summary>
    /// <param name="plan">What is measured, and how.</param>
    public static NetworkMeasure Latency(LatencyPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        SpaceArchitectures space = new(plan.Space);
        ImageStatistics images = ImageStatistics.Of(plan.Dataset);
        Lock alone = new();
        return new NetworkMeasure("measured-latency", "s", Direction.Minimise, space, new CellClasses(space), Seconds, workers: 1);

        double Seconds(int architecture)
        {
            lock (alone)
            {
                using INetworkRunner runner = space.LoadFresh(architecture, images, WeightSeed, new OnnxOptions(), plan.Options);
                return LatencyMeter.Measure(runner, plan.WarmUp, plan.Runs).Seconds;
            }
        }
    }

    /// <summary>
    /// Top-1 accuracy of trained networks on given images, in percent, called <c>measured-accuracy</c>. Each architecture is run itself: isomorphic
    /// cells have weights of their own.
    /// </summary>
    /// <param name="space">The space.</param>
    /// <param name="images">The images.</param>
    /// <param name="statistics">How they are normalised.</param>
    /// <param name="network">The trained network of an index; null where there is none. Called by several threads.</param>
    /// <param name="options">How networks are run; <see cref="RunnerOptions.Threads"/> says how many at once, each on one thread.</param>
    public static NetworkMeasure Accuracy(
        SearchSpace space, ImageSet images, ImageStatistics statistics, Func<int, TrainedNetwork?> network, RunnerOptions options)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(statistics);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        SpaceArchitectures architectures = new(space);
        return new NetworkMeasure("measured-accuracy", "%", Direction.Maximise, architectures, classes: null, Percent, options.Threads);

        double Percent(int architecture)
        {
            if (network(architecture) is not { } trained)
                return double.NaN;
            byte[] model = OnnxExport.ToArray(trained, new OnnxOptions { ImageSide = statistics.Side });
            using INetworkRunner runner = NetworkRunner.Load(model, options with { Threads = 1, Name = architectures[architecture] });
            return NetworkEvaluation.Run(runner, images, statistics, architectures[architecture]).Top1Percent;
        }
    }
}
