using NatsBench.Fast.Model;
using NatsBench.Fast.OneShot.Engine;
using NatsBench.Fast.OneShot.Randomness;
using NatsBench.Fast.OneShot.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace NatsBench.Fast.OneShot.Algorithms;

/// <summary>
/// ENAS (Pham and others, ICML 2018): the weights learn with cells that a controller samples; after each epoch the controller learns by
/// REINFORCE from validation batches. Paper: the baseline of a phase stands still, and in the first one it is the accuracy itself, so
/// that only the entropy teaches. Sound: it moves with every sample, in the first phase from the first reward on.
/// </summary>
internal sealed class Enas(SearchScene scene) : TopologyAlgorithm(scene)
{
    // The cell of the last weights' step, which the measured pass has too.
    private TopologyCell _cell;
    private double? _baseline;

    private ParameterBlock Weights => Scene.ControllerWeights!;

    public override Tensor WeightLogits(Tensor images)
    {
        _cell = Sample();
        Reach([_cell]);
        return Net.Path(Scene.TrainWeights(), images, [_cell]);
    }

    // Nothing is learnt; the pass is measured, and moves statistics.
    public override Outcome ArchStep(Batch baseBatch, Batch archBatch)
    {
        using IDisposable constant = no_grad();
        Tensor logits = Net.Path(Scene.TrainArchitecture(), archBatch.Images, [_cell]);
        return Measured(logits, archBatch.Labels, SearchScene.Loss(logits, archBatch.Labels));
    }

    public override ControllerMeasures? AfterSteps(CancellationToken cancellation)
    {
        ControllerSettings settings = Scene.Settings.Controller;
        Phase phase = new();
        double? baseline = _baseline;
        Scene.BeginWalk();
        for (int update = 0; update < settings.Updates; update++)
        {
            cancellation.ThrowIfCancellationRequested();
            using DisposeScope scope = NewDisposeScope();
            Weights.ClearGradients();
            Update(settings, phase, ref baseline);
            Tensor norm = Weights.Gradients.norm();
            double before = norm.ToDouble();
            Weights.Gradients.TimesInPlace(Math.Min(1, settings.Clip / (before + 1e-6)));
            Scene.Witness?.ControllerGradients(Weights, before);
            Scene.Adam.Step();
            Scene.Witness?.ControllerUpdated(Weights);
        }
        ControllerMeasures measures = phase.Mean();
        _baseline = Scene.Settings.Variant == SearchVariant.Sound ? baseline : measures.Baseline;
        return measures;
    }

    public override Selection Select(CancellationToken cancellation) =>
        Choose([.. Enumerable.Range(0, Scene.Settings.Candidates).Select(_ => Sample())], [], cancellation);

    public override Tensor ValidLogits(Tensor images, Selection selection) => Logits(images, selection.Architecture);

    public override IEnumerable<(string Name, Tensor Value)> State() => [("search/baseline", tensor([_baseline ?? double.NaN]))];

    public override void Restore(Func<string, Tensor> state) => _baseline = state("search/baseline").ToDouble() is var value && double.IsNaN(value) ? null : value;

    // All samples of an update go by the same parameters: drawn first, they are scored, and learnt from together.
    private void Update(ControllerSettings settings, Phase phase, ref double? baseline)
    {
        int count = settings.Samples;
        TopologyCell[] cells = new TopologyCell[count];
        double[] accuracies = new double[count];
        for (int i = 0; i < count; i++)
        {
            cells[i] = Sample();
            Batch batch = Scene.NextValid();
            accuracies[i] = ControllerScore(cells[i], batch);
        }
        (Tensor logProbability, Tensor entropy) = Likelihood(cells);
        double[] logProbabilities = Doubles(logProbability), entropies = Doubles(entropy), towardsChoice = new double[count], towardsEntropy = new double[count];
        for (int i = 0; i < count; i++)
        {
            Reward reward = Judge(settings, accuracies[i], logProbabilities[i], entropies[i], ref baseline);
            (towardsChoice[i], towardsEntropy[i]) = (reward.TowardsChoice, reward.TowardsEntropy);
            phase.Add(reward);
            Scene.Witness?.ControllerSample(logProbabilities[i], entropies[i], reward.Value, reward.Baseline, reward.Loss);
        }
        (logProbability * tensor(towardsChoice, Scene.Type)).sum().Plus((entropy * tensor(towardsEntropy, Scene.Type)).sum()).backward();
    }

    // What a sample is worth, and the derivatives of its part of the loss, -log p · (reward - baseline) / samples. The original adds a batch's
    // accuracy, a float32, to scalars, whose type gives way: all is float32 whatever the controller is, and rounded as here.
    private Reward Judge(ControllerSettings settings, double top1, double logProbability, double entropy, ref double? baseline)
    {
        bool isSound = Scene.Settings.Variant == SearchVariant.Sound;
        float accuracy = (float)top1 / 100f, step = (float)(1 - settings.BaselineDecay), share = 1f / settings.Samples;
        float bonus = Scene.Type == ScalarType.Float64 ? (float)(settings.EntropyWeight * entropy) : (float)settings.EntropyWeight * (float)entropy;
        float reward = accuracy + bonus;
        float level = (isSound, baseline) switch
        {
            (true, null) => reward,
            (true, { } moving) => (float)moving,
            (false, null) => accuracy,
            (false, { } still) => (float)still - step * ((float)still - reward),
        };
        // The entropy's gradient goes through the reward, and through the baseline where that follows the reward.
        float towardsReward = share * -(float)logProbability;
        if (!isSound && baseline is not null)
            towardsReward -= towardsReward * step;
        if (isSound)
            baseline = level - step * (level - reward);
        float advantage = reward - level;
        return new Reward(reward, level, -(float)logProbability * advantage, accuracy, -(double)(share * advantage), towardsReward * settings.EntropyWeight);
    }

    // [count] sums over edges of the log-probability of what was said, and of the entropy.
    private (Tensor LogProbability, Tensor Entropy) Likelihood(TopologyCell[] cells)
    {
        Tensor[] said = [.. Enumerable.Range(0, TopologyCell.EdgeCount).Select(edge => tensor([.. cells.Select(cell => (long)cell[edge])]))];
        IReadOnlyList<Tensor> logs = Scene.Controller!.Unroll(Weights.Trained, cells.Length, (edge, _) => said[edge]);
        Tensor logProbability = logs[0].gather(1, said[0].unsqueeze(1)).squeeze(1), entropy = -(logs[0].exp() * logs[0]).sum(1);
        for (int edge = 1; edge < logs.Count; edge++)
        {
            logProbability = logProbability.Plus(logs[edge].gather(1, said[edge].unsqueeze(1)).squeeze(1));
            entropy = entropy - (logs[edge].exp() * logs[edge]).sum(1);
        }
        return (logProbability, entropy);
    }

    private TopologyCell Sample()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable constant = no_grad();
        CellOperation[] operations = new CellOperation[TopologyCell.EdgeCount];
        Scene.Controller!.Unroll(Weights.Constant, 1, (edge, logProbability) =>
        {
            int place = Scene.Draws.Category(DrawPurpose.Controller, Doubles(logProbability.exp()));
            operations[edge] = (CellOperation)place;
            return tensor([(long)place]);
        });
        return new TopologyCell(operations);
    }

    private double ControllerScore(TopologyCell cell, Batch batch)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable constant = no_grad();
        Tensor logits = Net.Path(Scene.Evaluate(), batch.Images, [cell]);
        Scene.Witness?.Passed("ctl", logits, batch.Labels, null);
        return Accuracy.Of(logits, batch.Labels).Top1.item<float>();
    }

    private static double[] Doubles(Tensor values)
    {
        using Tensor plain = values.detach().to(ScalarType.Float64).contiguous();
        return plain.data<double>().ToArray();
    }

    private readonly record struct Reward(double Value, double Baseline, double Loss, double Accuracy, double TowardsChoice, double TowardsEntropy);

    private sealed class Phase
    {
        private double _loss;
        private double _accuracy;
        private double _baseline;
        private double _reward;
        private int _count;

        public void Add(in Reward sample)
        {
            _loss += sample.Loss;
            _accuracy += 100 * sample.Accuracy;
            _baseline += sample.Baseline;
            _reward += sample.Value;
            _count++;
        }

        public ControllerMeasures Mean() => new(_loss / _count, _accuracy / _count, _baseline / _count, _reward / _count);
    }
}
