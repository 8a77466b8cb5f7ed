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
        // In float32, as the original has it.
        Tensor accuracy = tensor([.. accuracies.Select(value => (double)((float)value / 100f))], Scene.Type);
        Tensor reward = accuracy.Plus(entropy, settings.EntropyWeight);
        Tensor level = Baselines(settings, accuracy, reward, ref baseline);
        // The entropy's gradient goes through the reward, and through the baseline where it follows the reward.
        Tensor losses = -logProbability * (reward - level);
        losses.sum().Over(count).backward();
        double[] logProbabilities = Doubles(logProbability), entropies = Doubles(entropy), rewards = Doubles(reward), levels = Doubles(level), lossValues = Doubles(losses);
        for (int i = 0; i < count; i++)
        {
            phase.Add(lossValues[i], accuracies[i], levels[i], rewards[i]);
            Scene.Witness?.ControllerSample(logProbabilities[i], entropies[i], rewards[i], levels[i], lossValues[i]);
        }
    }

    private Tensor Baselines(ControllerSettings settings, Tensor accuracy, Tensor reward, ref double? baseline)
    {
        double step = 1 - settings.BaselineDecay;
        if (Scene.Settings.Variant == SearchVariant.Sound)
        {
            double[] rewards = Doubles(reward), levels = new double[rewards.Length];
            for (int i = 0; i < rewards.Length; i++)
            {
                double level = baseline ?? rewards[i];
                levels[i] = level;
                baseline = level - step * (level - rewards[i]);
            }
            return tensor(levels, Scene.Type);
        }
        // B - step·(B - reward).
        return baseline is { } still ? tensor(Enumerable.Repeat(still * (1 - step), (int)accuracy.numel()).ToArray(), Scene.Type).Plus(reward, step) : accuracy;
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

    private sealed class Phase
    {
        private double _loss;
        private double _accuracy;
        private double _baseline;
        private double _reward;
        private int _count;

        public void Add(double loss, double accuracy, double baseline, double reward)
        {
            _loss += loss;
            _accuracy += accuracy;
            _baseline += baseline;
            _reward += reward;
            _count++;
        }

        public ControllerMeasures Mean() => new(_loss / _count, _accuracy / _count, _baseline / _count, _reward / _count);
    }
}
