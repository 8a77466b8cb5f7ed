using static TorchSharp.torch;

namespace NatsBench.Fast.OneShot.Engine;

/// <summary>
/// Stochastic gradient descent as PyTorch's <c>SGD</c>, over a whole buffer at once. A parameter is left alone until a backward pass has
/// reached it for the first time; from then on weight decay and momentum act on it in every step, with a gradient of zero where it is
/// not used: that is what <c>zero_grad</c> leaves in the original.
/// </summary>
internal sealed class Sgd : IDisposable
{
    private readonly ParameterBlock _block;
    private readonly double _momentum;
    private readonly bool _nesterov;
    private readonly double _weightDecay;

    // By the parameters' places in the buffer.
    private readonly bool[] _isReached;
    private readonly bool[] _hasMomentum;
    private List<Range> _ranges = [];
    private bool _isStale;

    public Sgd(ParameterBlock block, double momentum, bool nesterov, double weightDecay)
    {
        (_block, _momentum, _nesterov, _weightDecay) = (block, momentum, nesterov, weightDecay);
        _isReached = new bool[block.Layout.Parameters.Count];
        _hasMomentum = new bool[_isReached.Length];
        Momentum = zeros_like(block.Values).DetachFromDisposeScope();
    }

    private sealed record Range(Tensor Values, Tensor Gradients, Tensor Momentum) : IDisposable
    {
        public void Dispose()
        {
            Values.Dispose();
            Gradients.Dispose();
            Momentum.Dispose();
        }
    }

    /// <summary>The buffer of momenta; zero where there is none yet.</summary>
    public Tensor Momentum { get; }

    /// <summary>Whether a parameter, by its place in the buffer, has had a gradient.</summary>
    public ReadOnlySpan<bool> IsReached => _isReached;

    /// <summary>Whether a parameter, by its place in the buffer, has been moved.</summary>
    public ReadOnlySpan<bool> HasMomentum => _hasMomentum;

    /// <summary>Says that a backward pass reached a parameter.</summary>
    /// <param name="place">Its place in the buffer.</param>
    public void Reach(int place)
    {
        _isStale |= !_isReached[place];
        _isReached[place] = true;
    }

    /// <summary>Takes a saved state, but for the momenta themselves.</summary>
    public void Restore(ReadOnlySpan<bool> isReached, ReadOnlySpan<bool> hasMomentum)
    {
        isReached.CopyTo(_isReached);
        hasMomentum.CopyTo(_hasMomentum);
        _isStale = true;
    }

    /// <summary>One step with the gradients of the block, which are of no use afterwards.</summary>
    public void Step(double learningRate)
    {
        using IDisposable constant = no_grad();
        if (_isStale)
        {
            Divide();
            _isReached.CopyTo(_hasMomentum);
        }
        foreach (Range range in _ranges)
        {
            range.Gradients.PlusInPlace(range.Values, _weightDecay);
            range.Momentum.TimesInPlace(_momentum).PlusInPlace(range.Gradients);
            Tensor direction = _nesterov ? range.Gradients.PlusInPlace(range.Momentum, _momentum) : range.Momentum;
            range.Values.PlusInPlace(direction, -learningRate);
        }
    }

    public void Dispose()
    {
        foreach (Range range in _ranges)
            range.Dispose();
        Momentum.Dispose();
    }

    // Neighbours that were reached become one range; once all were, it is the whole buffer.
    private void Divide()
    {
        foreach (Range range in _ranges)
            range.Dispose();
        _ranges = [];
        IReadOnlyList<int> parameters = _block.Layout.Parameters;
        for (int first = 0, end; first < parameters.Count; first = end)
        {
            for (end = first; end < parameters.Count && _isReached[end] == _isReached[first];)
                end++;
            if (!_isReached[first])
                continue;
            long offset = _block.Layout.Views[parameters[first]].Offset;
            long length = (end < parameters.Count ? _block.Layout.Views[parameters[end]].Offset : _block.Layout.Length) - offset;
            _ranges.Add(new Range(Part(_block.Values), Part(_block.Gradients), Part(Momentum)));

            Tensor Part(Tensor buffer) => buffer.narrow(0, offset, length).DetachFromDisposeScope();
        }
        _isStale = false;
    }
}
