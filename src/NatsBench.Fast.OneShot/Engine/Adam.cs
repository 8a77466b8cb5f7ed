using TorchSharp;
using static TorchSharp.torch;

namespace NatsBench.Fast.OneShot.Engine;

/// <summary>Adam as PyTorch's, weight decay added to the gradient, over a whole buffer at once.</summary>
internal sealed class Adam : IDisposable
{
    private readonly ParameterBlock _block;
    private readonly double _learningRate;
    private readonly double _beta1;
    private readonly double _beta2;
    private readonly double _epsilon;
    private readonly double _weightDecay;

    public Adam(ParameterBlock block, double learningRate, double beta1, double beta2, double epsilon, double weightDecay)
    {
        (_block, _learningRate, _beta1, _beta2, _epsilon, _weightDecay) = (block, learningRate, beta1, beta2, epsilon, weightDecay);
        First = zeros_like(block.Values).DetachFromDisposeScope();
        Second = zeros_like(block.Values).DetachFromDisposeScope();
    }

    /// <summary>The running mean of gradients, PyTorch's <c>exp_avg</c>.</summary>
    public Tensor First { get; }

    /// <summary>The running mean of their squares, PyTorch's <c>exp_avg_sq</c>.</summary>
    public Tensor Second { get; }

    /// <summary>Steps done.</summary>
    public long Steps { get; set; }

    /// <summary>One step with the gradients of the block.</summary>
    public void Step()
    {
        using IDisposable constant = no_grad();
        using DisposeScope scope = NewDisposeScope();
        Steps++;
        Tensor gradient = _weightDecay == 0 ? _block.Gradients : _block.Gradients.Plus(_block.Values, _weightDecay);
        First.TimesInPlace(_beta1).PlusInPlace(gradient, 1 - _beta1);
        Second.TimesInPlace(_beta2).PlusProductInPlace(gradient, gradient, 1 - _beta2);
        double correction1 = 1 - Math.Pow(_beta1, Steps), correction2 = 1 - Math.Pow(_beta2, Steps);
        Tensor scale = Second.sqrt().OverInPlace(Math.Sqrt(correction2)).PlusInPlace(_epsilon);
        _block.Values.PlusQuotientInPlace(First, scale, -_learningRate / correction1);
    }

    public void Dispose()
    {
        First.Dispose();
        Second.Dispose();
    }
}
