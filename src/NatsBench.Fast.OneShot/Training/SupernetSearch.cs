using NatsBench.Fast.OneShot.Randomness;
using static TorchSharp.torch;

namespace NatsBench.Fast.OneShot.Training;

/// <summary>
/// One weight-sharing search, a step at a time: for each epoch as many <see cref="RunStep"/> as the data has steps, then
/// <see cref="FinishEpoch"/>. The architecture of the last epoch is the result. One thread at a time.
/// </summary>
public sealed class SupernetSearch : IDisposable
{
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
        Settings = settings;
    }

    /// <summary>What it was told.</summary>
    public SearchSettings Settings { get; }

    /// <summary>The epoch that is running, from 0; after the last one <see cref="SearchSettings.Epochs"/>.</summary>
    public int Epoch { get; }

    /// <summary>Steps done of it.</summary>
    public int Step { get; }

    /// <summary>
    /// One step: the weights learn from one batch, the architecture from another. Does not wait for the device.
    /// </summary>
    /// <exception cref="InvalidOperationException">The epoch's steps are done.</exception>
    public void RunStep() => throw new NotImplementedException();

    /// <summary>Losses and accuracies of the last step. Waits for the device.</summary>
    public StepMeasures LastStep() => throw new NotImplementedException();

    /// <summary>Means over the epoch's steps so far. Waits for the device.</summary>
    public StepMeasures Averages() => throw new NotImplementedException();

    /// <summary>Ends an epoch: the controller's phase, the choice of an architecture, a validation of the supernet.</summary>
    /// <param name="cancellation">Stops it in between; the search is of no use then, but for its last saved state.</param>
    public EpochMeasures FinishEpoch(CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>
    /// Everything that decides how the search goes on, but its settings, draws, <see cref="Epoch"/> and <see cref="Step"/>: weights and
    /// statistics by the original's names, optimisers as <c>sgd.momentum_buffer/NAME</c>, <c>adam.…/NAME</c>, counters as
    /// <c>search/NAME</c>. The tensors are the search's own: copy or write them at once, and do not dispose them.
    /// </summary>
    public IEnumerable<(string Name, Tensor Value)> State() => throw new NotImplementedException();

    /// <summary>Goes on from a state.</summary>
    /// <param name="state">What <see cref="State"/> gave, on any device.</param>
    /// <param name="epoch">Its epoch.</param>
    /// <param name="step">Steps done of it.</param>
    /// <exception cref="NatsBenchException">The state is not of such a search; the message names the tensor.</exception>
    public void Restore(IReadOnlyDictionary<string, Tensor> state, int epoch, int step) => throw new NotImplementedException();

    /// <summary>Accuracy, in percent, of an architecture with the shared weights: on the next validation batch, in evaluation mode.</summary>
    /// <param name="architecture">Its official text.</param>
    /// <exception cref="NatsBenchException">It is not of this space.</exception>
    public double Score(string architecture) => throw new NotImplementedException();

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
