using NatsBench.Fast.Model;
using NatsBench.Fast.OneShot.Engine;
using NatsBench.Fast.OneShot.Randomness;
using NatsBench.Fast.OneShot.Supernets;
using NatsBench.Fast.OneShot.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace NatsBench.Fast.OneShot.Algorithms;

/// <summary>What an algorithm is given: supernet, parameters, optimisers, draws, data, and where in its schedule the search stands.</summary>
internal sealed class SearchScene : IDisposable
{
    public SearchScene(SearchSettings settings, IBatches batches, IDraws draws, Device device)
    {
        (Settings, Batches, Draws, Device) = (settings, batches, draws, device);
        Type = settings.Precision.Type();
        IsChannelsLast = device.type == DeviceType.CPU;
        Net = CreateNet(settings, device);
        Weights = new ParameterBlock(Net.Layout, Type, device);
        Sgd = new Sgd(Weights, settings.Momentum, settings.Nesterov, settings.WeightDecay);
        ParameterLayout alpha = new();
        if (settings.Space == SearchSpace.Topology)
            alpha.Add("arch_parameters", TopologyCell.EdgeCount, CellOperations.Count);
        else
            alpha.Add("_arch_parameters", SizeNetwork.LayerCount, SizeSupernet.Candidates);
        Alpha = new ParameterBlock(alpha, Type, device);
        if (settings.Algorithm == OneShotAlgorithm.Enas)
        {
            Controller = new Controller();
            ControllerWeights = new ParameterBlock(Controller.Layout, Type, CPU);
        }
        Adam = new Adam(
            ControllerWeights ?? Alpha, settings.ArchLearningRate, settings.ArchBeta1, settings.ArchBeta2, settings.ArchEpsilon, settings.ArchWeightDecay);
    }

    public SearchSettings Settings { get; }

    public IBatches Batches { get; }

    public IDraws Draws { get; }

    public Device Device { get; }

    /// <summary>The type of weights, images and logits.</summary>
    public ScalarType Type { get; }

    public Supernet Net { get; }

    /// <summary>The weights of the supernet.</summary>
    public ParameterBlock Weights { get; }

    public Sgd Sgd { get; }

    /// <summary>The architecture's parameters; ENAS has them too, and never looks at them.</summary>
    public ParameterBlock Alpha { get; }

    /// <summary>ENAS's controller; null for the others.</summary>
    public Controller? Controller { get; }

    public ParameterBlock? ControllerWeights { get; }

    /// <summary>The optimiser of <see cref="Alpha"/>, or of the controller.</summary>
    public Adam Adam { get; }

    /// <summary>Who looks on; null where nobody does.</summary>
    public SearchWitness? Witness { get; set; }

    public int Epoch { get; set; }

    /// <summary>The next validation batch.</summary>
    public long ValidPosition { get; set; }

    /// <summary>The epoch that schedules go by: the last one after the end.</summary>
    private int ScheduledEpoch => Math.Min(Epoch, Settings.Epochs - 1);

    /// <summary>The weights' learning rate: a cosine, stepped by epochs.</summary>
    public double LearningRate => Settings.LeastLearningRate
        + (Settings.LearningRate - Settings.LeastLearningRate) * (1 + Math.Cos(Math.PI * ScheduledEpoch / Settings.Epochs)) / 2;

    /// <summary>The temperature, linear from the first epoch to the last.</summary>
    public double Tau => Settings.Epochs == 1
        ? Settings.TauMax
        : Settings.TauMax - (Settings.TauMax - Settings.TauMin) * ScheduledEpoch / (Settings.Epochs - 1);

    /// <summary>How likely a layer is as wide as can be while the search warms up; null once it does not.</summary>
    public double? WarmUp => Settings.WarmUp is { } part && (double)ScheduledEpoch / Settings.Epochs < part
        ? 1 - (double)ScheduledEpoch / Settings.Epochs / part
        : null;

    /// <summary>The names of what <see cref="Adam"/> trains, in the original's order.</summary>
    public ParameterLayout ArchLayout => (ControllerWeights ?? Alpha).Layout;

    /// <summary>The supernet of some settings: its layout and statistics, not yet its weights.</summary>
    public static Supernet CreateNet(SearchSettings settings, Device device) => settings.Space == SearchSpace.Topology
        ? new TopologySupernet(settings.Channels, settings.CellsPerStage, settings.Classes, settings.Precision.Type(), device)
        : new SizeSupernet(settings.Classes, settings.Precision.Type(), device);

    /// <summary>A pass in training mode that reaches the weights.</summary>
    public Pass TrainWeights() => Train(Weights.Trained, Net.Statistics);

    /// <summary>A pass in training mode whose weights are constants; statistics move.</summary>
    public Pass TrainArchitecture() => Train(Weights.Constant, Net.Statistics);

    /// <summary>A pass in training mode of other weights; moves no statistics where they are null.</summary>
    public Pass Train(ReadOnlySpan<Tensor> weights, RunningStatistics? statistics) =>
        new() { Weights = weights, Statistics = statistics, IsTraining = true, IsMixed = IsMixed, IsChannelsLast = IsChannelsLast, IsTiled = IsTiled };

    /// <summary>A pass in evaluation mode.</summary>
    public Pass Evaluate() => new() { Weights = Weights.Constant, Statistics = Net.Statistics, IsMixed = IsMixed, IsChannelsLast = IsChannelsLast, IsTiled = IsTiled };

    /// <summary>
    /// Whether the channels of a pixel lie beside each other in memory: on a processor convolutions and normalisations are faster so, and
    /// normalisations in float32 round some twenty times more coarsely.
    /// </summary>
    public bool IsChannelsLast { get; set; }

    /// <summary>Whether 3x3 convolutions go by tiles: they do with channels beside each other, unless gradients are differentiated again.</summary>
    public bool IsTiled => IsChannelsLast && Settings.Variant != SearchVariant.Exact;

    public bool IsMixed => Settings.Precision == SearchPrecision.Mixed;

    /// <summary>Begins a walk over the validation images.</summary>
    public void BeginWalk() => ValidPosition = (ValidPosition + Batches.ValidBatches - 1) / Batches.ValidBatches * Batches.ValidBatches;

    /// <summary>The next batch of the walk, or the first of another.</summary>
    public Batch NextValid() => Batches.Valid(ValidPosition++);

    public static Tensor Loss(Tensor logits, Tensor labels) => nn.functional.cross_entropy(logits, labels);

    public void Dispose()
    {
        foreach (IDisposable? part in (IDisposable?[])[Sgd, Adam, Weights, Alpha, ControllerWeights, Net])
            part?.Dispose();
    }
}
