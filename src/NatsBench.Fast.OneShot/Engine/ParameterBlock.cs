using TorchSharp;
using static TorchSharp.torch;

namespace NatsBench.Fast.OneShot.Engine;

/// <summary>
/// Parameters in one buffer and their gradients in another, so that an optimiser's step is a few operations, however many there are.
/// A gradient is never absent: backward passes add to the buffer, <see cref="ClearGradients"/> makes it zero.
/// </summary>
internal sealed class ParameterBlock : IDisposable
{
    private readonly Tensor[] _trained;
    private readonly Tensor[] _constant;

    public ParameterBlock(ParameterLayout layout, ScalarType type, Device device)
    {
        using DisposeScope scope = NewDisposeScope();
        Layout = layout;
        Values = zeros(layout.Length, type, device).DetachFromDisposeScope();
        Gradients = zeros(layout.Length, type, device).DetachFromDisposeScope();
        _constant = [.. layout.Views.Select(view => Part(Values, view).DetachFromDisposeScope())];
        _trained = [.. layout.Views.Select(view =>
        {
            Tensor leaf = Part(Values, view).detach().requires_grad_().DetachFromDisposeScope();
            leaf.grad = Part(Gradients, view);
            return leaf;
        })];
    }

    public ParameterLayout Layout { get; }

    /// <summary>All numbers.</summary>
    public Tensor Values { get; }

    /// <summary>All gradients.</summary>
    public Tensor Gradients { get; }

    /// <summary>The views, by their numbers, through which a backward pass reaches the gradients.</summary>
    public ReadOnlySpan<Tensor> Trained => _trained;

    /// <summary>The same numbers as constants.</summary>
    public ReadOnlySpan<Tensor> Constant => _constant;

    public void ClearGradients() => Gradients.zero_();

    /// <summary>A part of a buffer of this layout; in the caller's scope.</summary>
    public static Tensor Part(Tensor buffer, ParameterLayout.View view)
    {
        using Tensor flat = buffer.narrow(0, view.Offset, view.Length);
        return flat.view(view.Shape);
    }

    public void Dispose()
    {
        foreach (Tensor view in (Tensor[])[.. _trained, .. _constant, Values, Gradients])
            view.Dispose();
    }
}
