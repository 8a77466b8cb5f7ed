namespace NatsBench.Fast.OneShot.Training;

/// <summary>
/// The data of a search. Batches depend on their place alone, so that a search can go on at any. A batch must stay alive until the next
/// one of its kind is asked for; the source disposes it, or keeps it.
/// </summary>
public interface IBatches
{
    /// <summary>Steps of an epoch.</summary>
    int Steps { get; }

    /// <summary>Batches in one walk over the validation images; the last may be smaller.</summary>
    int ValidBatches { get; }

    /// <summary>The batch that the weights learn from in a step of an epoch.</summary>
    Batch Base(int epoch, int index);

    /// <summary>The batch that the architecture learns from in a step of an epoch.</summary>
    Batch Arch(int epoch, int index);

    /// <summary>A batch of validation images, without augmentation.</summary>
    /// <param name="position">
    /// Which: batch <c>position % ValidBatches</c> of walk <c>position / ValidBatches</c>. Each selection, controller phase and validation
    /// begins a walk of its own, and one that needs more begins another; a source that shuffles does so for each walk.
    /// </param>
    Batch Valid(long position);
}
