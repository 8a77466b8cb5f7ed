using NatsBench.Fast.OneShot.Algorithms;
using NatsBench.Fast.OneShot.Engine;
using NatsBench.Fast.OneShot.Randomness;
using TorchSharp;
using static TorchSharp.torch;

namespace NatsBench.Fast.OneShot.Training;

/// <summary>
/// One weight-sharing search, a step at a time: for each epoch as many <see cref="RunStep"/> as the data has steps, then
/// <see cref="FinishEpoch"/>. The architecture of the last epoch is the result. One thread at a time.
/// </summary>
public sealed class SupernetSearch : IDisposable
{
    // Losses and accuracies of both batches, and the images that they are means of.
    private const int Measures = 7;

    private readonly SearchScene _scene;
    private readonly Algorithm _algorithm;
    private readonly Tensor _last;
    private readonly Tensor _sums;

    /// <summary>Creates a search with fresh weights.</summary>
    /// <param name="settings">What to do.</param>
    /// <param name="batches">The data, on <paramref name="device"/>.</param>
    /// <param name="draws">All randomness but that of the data and of the first weights.</param>
    /// <param name="device">Where to compute.</param>
    /// <exception cref="NatsBenchException">A setting is out of its range, or there is no engine.</exception>
    public SupernetSearch(SearchSettings settings, IBatches batches, IDraws draws, Device device)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(batches);
        ArgumentNullException.ThrowIfNull(draws);
        ArgumentNullException.ThrowIfNull(device);
        settings.Validate();
        TorchEngine.Load();
        // Whatever the engine makes on its way stays alive until its next call is over: a tensor that nothing refers to may be freed during it.
        using DisposeScope scope = NewDisposeScope();
        _scene = new SearchScene(settings, batches, draws, device);
        _algorithm = AlgorithmFactory.Create(_scene);
        // A mean over one image, which there is not yet.
        _last = tensor([.. Enumerable.Repeat(double.NaN, Measures - 1), 1.0], ScalarType.Float64, device).DetachFromDisposeScope();
        _sums = zeros(Measures, ScalarType.Float64, device).DetachFromDisposeScope();
        FirstWeights.Fill(_scene);
    }

    /// <summary>What it was told.</summary>
    public SearchSettings Settings => _scene.Settings;

    /// <summary>The epoch that is running, from 0; after the last one <see cref="SearchSettings.Epochs"/>.</summary>
    public int Epoch => _scene.Epoch;

    /// <summary>Steps done of it.</summary>
    public int Step { get; private set; }

    /// <summary>Number of weights of the supernet, architecture parameters not counted.</summary>
    public long WeightCount => _scene.Net.WeightCount;

    internal SearchScene Scene => _scene;

    /// <summary>One step: the weights learn from one batch, the architecture from another. Does not wait for the device.</summary>
    /// <exception cref="InvalidOperationException">The epoch's steps are done.</exception>
    public void RunStep()
    {
        if (Step >= _scene.Batches.Steps || Epoch >= Settings.Epochs)
            throw new InvalidOperationException("the epoch's steps are done");
        using DisposeScope scope = NewDisposeScope();
        Batch weightBatch = _scene.Batches.Base(Epoch, Step), archBatch = _scene.Batches.Arch(Epoch, Step);
        Outcome learnt, measured;
        if (_algorithm.IsArchitectureFirst)
        {
            measured = _algorithm.ArchStep(weightBatch, archBatch);
            learnt = StepWeights(weightBatch);
        }
        else
        {
            learnt = StepWeights(weightBatch);
            measured = _algorithm.ArchStep(weightBatch, archBatch);
        }
        Measure(learnt, weightBatch, measured, archBatch);
        Step++;
        _scene.Witness?.Stepped();
        // Small things that TorchSharp leaves to the collector lie where tensors of megabytes were, and those that follow do not fit there any more:
        // without this a process grows by a tenth of a gigabyte a step.
        if (_scene.Device.type == DeviceType.CPU)
            GC.Collect(0);
    }

    /// <summary>Losses and accuracies of the last step. Waits for the device.</summary>
    public StepMeasures LastStep() => Read(_last);

    /// <summary>Means over the epoch's steps so far. Waits for the device.</summary>
    public StepMeasures Averages() => Read(_sums);

    /// <summary>Ends an epoch: the controller's phase, the choice of an architecture, a validation of the supernet.</summary>
    /// <param name="cancellation">Stops it in between; the search is of no use then, but for its last saved state.</param>
    public EpochMeasures FinishEpoch(CancellationToken cancellation = default)
    {
        if (Epoch >= Settings.Epochs)
            throw new InvalidOperationException("the search is over");
        using DisposeScope scope = NewDisposeScope();
        StepMeasures average = Averages();
        ControllerMeasures? controller = _algorithm.AfterSteps(cancellation);
        (Selection selection, ValidMeasures valid) = Choose(cancellation);
        EpochMeasures measures = new(
            Epoch, _scene.LearningRate, HasTau ? _scene.Tau : double.NaN, average, controller, selection, Alpha(), valid);
        _scene.Epoch++;
        Step = 0;
        _sums.zero_();
        return measures;
    }

    /// <summary>
    /// Everything that decides how the search goes on, but its settings, draws, <see cref="Epoch"/> and <see cref="Step"/>: weights and
    /// statistics by the original's names, optimisers as <c>sgd.momentum_buffer/NAME</c>, <c>adam.…/NAME</c>, counters as
    /// <c>search/NAME</c>. The tensors are the search's own: copy or write them at once, and do not dispose them.
    /// </summary>
    public IEnumerable<(string Name, Tensor Value)> State() => SearchState.Of(_scene, _algorithm, _sums);

    /// <summary>Goes on from a state.</summary>
    /// <param name="state">What <see cref="State"/> gave, on any device.</param>
    /// <param name="epoch">Its epoch.</param>
    /// <param name="step">Steps done of it.</param>
    /// <exception cref="NatsBenchException">The state is not of such a search; the message names the tensor.</exception>
    public void Restore(IReadOnlyDictionary<string, Tensor> state, int epoch, int step)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        using DisposeScope scope = NewDisposeScope();
        if (epoch > Settings.Epochs || step > _scene.Batches.Steps)
            throw new NatsBenchException($"epoch {epoch}, step {step} lies behind the end of this search: {Settings.Epochs} epochs of {_scene.Batches.Steps} steps");
        SearchState.Restore(_scene, _algorithm, _sums, state);
        _scene.Epoch = epoch;
        Step = step;
    }

    /// <summary>Accuracy, in percent, of an architecture with the shared weights: on the next validation batch, in evaluation mode.</summary>
    /// <param name="architecture">Its official text.</param>
    /// <exception cref="NatsBenchException">It is not of this space.</exception>
    public double Score(string architecture)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        using DisposeScope scope = NewDisposeScope();
        using IDisposable constant = no_grad();
        Batch batch = _scene.NextValid();
        return Accuracy.Of(_algorithm.Logits(batch.Images, architecture), batch.Labels).Top1.item<float>();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _algorithm.Dispose();
        _scene.Dispose();
        _last.Dispose();
        _sums.Dispose();
    }

    /// <summary>The choice of an architecture and a validation, as at the end of an epoch.</summary>
    internal (Selection Selection, ValidMeasures Valid) Choose(CancellationToken cancellation)
    {
        Selection selection = _algorithm.Select(cancellation);
        return (selection, Validate(selection, cancellation));
    }

    private bool HasTau => Settings.Algorithm is OneShotAlgorithm.Gdas or OneShotAlgorithm.ChannelInterpolation or OneShotAlgorithm.MaskGumbel;

    private Outcome StepWeights(Batch batch)
    {
        // What the pass leaves behind is let go before the architecture's begins.
        using DisposeScope scope = NewDisposeScope();
        _scene.Weights.ClearGradients();
        Tensor logits = _algorithm.WeightLogits(batch.Images);
        Tensor loss = SearchScene.Loss(logits, batch.Labels);
        BackwardPass.Run(loss);
        _scene.Witness?.Passed("base", logits, batch.Labels, loss);
        _scene.Witness?.WeightGradients(_scene.Weights);
        _scene.Sgd.Step(_scene.LearningRate);
        return new Outcome(loss.detach(), logits.detach()).MoveOut();
    }

    private void Measure(Outcome learnt, Batch weightBatch, Outcome measured, Batch archBatch)
    {
        using IDisposable constant = no_grad();
        (Tensor baseTop1, Tensor baseTop5) = Accuracy.Of(learnt.Logits, weightBatch.Labels);
        (Tensor archTop1, Tensor archTop5) = Accuracy.Of(measured.Logits, archBatch.Labels);
        Tensor[] values = [learnt.Loss, baseTop1, baseTop5, measured.Loss, archTop1, archTop5];
        _last.narrow(0, 0, Measures - 1).copy_(stack([.. values.Select(value => value.detach().to(ScalarType.Float64).view(1))]).view(Measures - 1));
        // Both batches have as many images.
        _sums.PlusInPlace(_last, weightBatch.Labels.shape[0]);
    }

    private static StepMeasures Read(Tensor sums)
    {
        using Tensor plain = sums.cpu();
        double[] values = plain.data<double>().ToArray();
        double images = values[^1];
        return new StepMeasures(values[0] / images, values[1] / images, values[2] / images, values[3] / images, values[4] / images, values[5] / images);
    }

    private ValidMeasures Validate(Selection selection, CancellationToken cancellation)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable constant = no_grad();
        Tensor sums = zeros(3, ScalarType.Float64, _scene.Device);
        double images = 0;
        _scene.BeginWalk();
        for (int i = 0; i < _scene.Batches.ValidBatches; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            using DisposeScope inner = NewDisposeScope();
            Batch batch = _scene.NextValid();
            Tensor logits = _algorithm.ValidLogits(batch.Images, selection);
            Tensor loss = SearchScene.Loss(logits, batch.Labels);
            _scene.Witness?.Passed("valid", logits, batch.Labels, loss);
            (Tensor top1, Tensor top5) = Accuracy.Of(logits, batch.Labels);
            Tensor[] values = [loss, top1, top5];
            long count = batch.Labels.shape[0];
            sums.PlusInPlace(stack([.. values.Select(value => value.to(ScalarType.Float64).view(1))]).view(3), count);
            images += count;
        }
        double[] means = [.. sums.cpu().data<double>().ToArray().Select(sum => sum / images)];
        return new ValidMeasures(means[0], means[1], means[2]);
    }

    private double[][] Alpha()
    {
        if (_scene.Controller is not null)
            return [];
        using Tensor plain = _scene.Alpha.Constant[0].to(ScalarType.Float64).cpu();
        double[] values = plain.data<double>().ToArray();
        int columns = (int)plain.shape[1];
        return [.. Enumerable.Range(0, values.Length / columns).Select(row => values.AsSpan(row * columns, columns).ToArray())];
    }
}
