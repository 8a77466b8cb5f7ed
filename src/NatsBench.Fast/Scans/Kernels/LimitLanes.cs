using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NatsBench.Fast.Scans.Kernels;

/// <summary>Limits laid out for a kernel's loop: unchecked references and the maxima in every lane.</summary>
internal readonly ref struct LimitLanes<TLanes, TLimits>
    where TLanes : struct, ILanes<TLanes>
    where TLimits : struct, ILimitCount
{
    private readonly ref double _first;
    private readonly ref double _second;
    private readonly ref double _third;
    private readonly TLanes _firstMaximum;
    private readonly TLanes _secondMaximum;
    private readonly TLanes _thirdMaximum;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LimitLanes(Limits limits)
    {
        _first = ref MemoryMarshal.GetReference(limits.First.Column);
        _second = ref MemoryMarshal.GetReference(limits.Second.Column);
        _third = ref MemoryMarshal.GetReference(limits.Third.Column);
        _firstMaximum = TLanes.Of(limits.First.Maximum);
        _secondMaximum = TLanes.Of(limits.Second.Maximum);
        _thirdMaximum = TLanes.Of(limits.Third.Maximum);
    }

    /// <summary>Those of the values that keep every limit, NaN for the others; the candidates begin at the index.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Keep(TLanes values, nuint index)
    {
        if (TLimits.Count > 0)
            values = TLanes.IfAtMost(TLanes.Load(in _first, index), _firstMaximum, values);
        if (TLimits.Count > 1)
            values = TLanes.IfAtMost(TLanes.Load(in _second, index), _secondMaximum, values);
        if (TLimits.Count > 2)
            values = TLanes.IfAtMost(TLanes.Load(in _third, index), _thirdMaximum, values);
        return values;
    }
}
