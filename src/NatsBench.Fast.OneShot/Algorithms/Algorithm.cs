using NatsBench.Fast.OneShot.Training;
using static TorchSharp.torch;

namespace NatsBench.Fast.OneShot.Algorithms;

/// <summary>What one of the nine searches does of its own; the order of things is the common loop's.</summary>
internal abstract class Algorithm(SearchScene scene) : IDisposable
{
    protected SearchScene Scene => scene;

    /// <summary>Whether the architecture's step comes before that of the weights.</summary>
    public virtual bool IsArchitectureFirst => false;

    /// <summary>Logits of the weights' batch, in training mode, through which a backward pass reaches the weights; says which.</summary>
    public abstract Tensor WeightLogits(Tensor images);

    /// <summary>The architecture's step, or what is measured in its stead.</summary>
    public abstract Outcome ArchStep(Batch baseBatch, Batch archBatch);

    /// <summary>What comes between the last step of an epoch and the choice.</summary>
    public virtual ControllerMeasures? AfterSteps(CancellationToken cancellation) => null;

    /// <summary>Chooses an architecture.</summary>
    public abstract Selection Select(CancellationToken cancellation);

    /// <summary>Logits of validation images, in evaluation mode, without gradients.</summary>
    public abstract Tensor ValidLogits(Tensor images, Selection selection);

    /// <summary>Logits of one architecture, in evaluation mode, without gradients.</summary>
    /// <exception cref="NatsBenchException">The text is none of this space.</exception>
    public abstract Tensor Logits(Tensor images, string architecture);

    /// <summary>What goes on beside weights and optimisers, by name; empty for most.</summary>
    public virtual IEnumerable<(string Name, Tensor Value)> State() => [];

    /// <summary>Takes such a state back.</summary>
    public virtual void Restore(Func<string, Tensor> state)
    {
    }

    /// <inheritdoc/>
    public virtual void Dispose()
    {
    }

    /// <summary>What a measured pass gave.</summary>
    protected Outcome Measured(Tensor logits, Tensor labels, Tensor loss, string kind = "arch")
    {
        Scene.Witness?.Passed(kind, logits, labels, loss);
        return new Outcome(loss.detach(), logits.detach());
    }

    /// <summary>Adam's step on the architecture with the gradients that a backward pass left.</summary>
    protected void StepArchitecture()
    {
        Scene.Witness?.ArchGradients(Scene.Alpha);
        Scene.Adam.Step();
    }
}
