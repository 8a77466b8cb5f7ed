using NatsBench.Fast.OneShot.Engine;
using static TorchSharp.torch;

namespace NatsBench.Fast.OneShot.Algorithms;

/// <summary>Looks on while a search runs, and changes nothing; each method does nothing by itself. Tensors live as long as the call.</summary>
internal abstract class SearchWitness
{
    /// <summary>A pass has been made.</summary>
    /// <param name="kind">Which, such as <c>base</c>.</param>
    /// <param name="logits">Its logits.</param>
    /// <param name="labels">The classes.</param>
    /// <param name="loss">Its loss; null where none is computed.</param>
    public abstract void Passed(string kind, Tensor logits, Tensor labels, Tensor? loss);

    /// <summary>The weights' gradients are there, their step is not taken.</summary>
    public abstract void WeightGradients(ParameterBlock weights);

    /// <summary>The architecture's gradients are there, its step is not taken.</summary>
    public abstract void ArchGradients(ParameterBlock architecture);

    /// <summary>DARTS of second order.</summary>
    /// <param name="vectors">The gradient at the unrolled weights.</param>
    /// <param name="unrolled">The unrolled weights.</param>
    /// <param name="direct">The architecture's gradient there.</param>
    /// <param name="implicitPart">What is subtracted from it, before the learning rate.</param>
    public abstract void SecondOrder(Tensor vectors, Tensor unrolled, Tensor direct, Tensor implicitPart);

    /// <summary>A step is over.</summary>
    public abstract void Stepped();

    /// <summary>A sample of ENAS's controller.</summary>
    public abstract void ControllerSample(double logProbability, double entropy, double reward, double baseline, double loss);

    /// <summary>The controller's gradients are there, clipped; its step is not taken.</summary>
    public abstract void ControllerGradients(ParameterBlock controller, double normBeforeClipping);

    /// <summary>The controller's step is taken.</summary>
    public abstract void ControllerUpdated(ParameterBlock controller);
}
