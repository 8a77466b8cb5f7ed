using NatsBench.Fast.OneShot.Training;

namespace NatsBench.Fast.OneShot.Scoring;

/// <summary>Validation batches of which one is given until another is chosen: candidates are then scored on the same images. Used by one thread.</summary>
/// <param name="batches">The batches.</param>
internal sealed class CommonValidation(IBatches batches) : IBatches
{
    /// <summary>Which batch is given.</summary>
    public int Chosen { get; set; }

    public int Steps => batches.Steps;

    public int ValidBatches => batches.ValidBatches;

    public Batch Base(int epoch, int index) => batches.Base(epoch, index);

    public Batch Arch(int epoch, int index) => batches.Arch(epoch, index);

    public Batch Valid(long position) => batches.Valid(Chosen);
}
