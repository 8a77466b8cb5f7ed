using NatsBench.Fast.OneShot.Data;
using NatsBench.Fast.OneShot.Randomness;
using NatsBench.Fast.OneShot.Runs;
using NatsBench.Fast.OneShot.Training;
using static TorchSharp.torch;

namespace NatsBench.Fast.OneShot.Scoring;

/// <summary>
/// The accuracies of architectures with the shared weights of a run's checkpoint: each on the same validation images, in evaluation mode. Used by one thread.
/// </summary>
public sealed class SupernetScorer : IDisposable
{
    private readonly SearchBatches _batches;
    private readonly CommonValidation _validation;
    private readonly SupernetSearch _search;
    private readonly int[] _images;

    /// <summary>Takes the weights of a run.</summary>
    /// <param name="folder">The run's folder; the run need not be finished.</param>
    /// <param name="images">The images that it was begun with.</param>
    /// <param name="device">Where to compute.</param>
    /// <param name="batches">How many of the validation batches an architecture is scored on; null for all.</param>
    /// <exception cref="NatsBenchException">The folder holds no run with a checkpoint, or the images are others.</exception>
    public SupernetScorer(string folder, SearchImages images, Device device, int? batches = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(device);
        if (batches is { } number)
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(number, nameof(batches));
        Plan = RunPlan.Read(folder);
        Checkpoint checkpoint = Checkpoint.Read(folder, Plan);
        Epochs = checkpoint.Epoch;
        SeededDraws draws = SearchRun.Draws(Plan);
        _batches = SearchRun.Batches(Plan, images, device);
        _validation = new CommonValidation(_batches);
        _search = new SupernetSearch(Plan.Settings, _validation, draws, device);
        try
        {
            SearchRun.Restore(_search, draws, checkpoint);
            int used = int.Min(batches ?? int.MaxValue, _batches.ValidBatches), size = Plan.Settings.ValidBatchSize;
            _images = [.. Enumerable.Range(0, used).Select(batch => int.Min(size, images.Valid.Count - batch * size))];
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The run.</summary>
    public RunPlan Plan { get; }

    /// <summary>How many epochs the weights were trained for.</summary>
    public int Epochs { get; }

    /// <summary>How many images an architecture is scored on.</summary>
    public int Images => _images.Sum();

    /// <summary>The accuracy of an architecture, in percent.</summary>
    /// <param name="architecture">Its official text.</param>
    /// <exception cref="NatsBenchException">It is not of the run's space.</exception>
    public double Score(string architecture)
    {
        // Images that are right, batch by batch: a whole number each, so that the sum is exact.
        double right = 0;
        for (int batch = 0; batch < _images.Length; batch++)
        {
            _validation.Chosen = batch;
            right += Math.Round(_search.Score(architecture) / 100 * _images[batch]);
        }
        return 100 * right / Images;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _search.Dispose();
        _batches.Dispose();
    }
}
