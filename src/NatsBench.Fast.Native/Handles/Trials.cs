using NatsBench.Fast.Native.Interop;

namespace NatsBench.Fast.Native.Handles;

/// <summary>Trials that were run (<c>nbf_trials</c>): what they came to, and their log points where those were kept.</summary>
internal sealed class Trials(NativeTrial[] ends, NativePoint[] points) : Resource
{
    public ReadOnlySpan<NativeTrial> Ends => ends;

    public ReadOnlySpan<NativePoint> Points => points;

    protected override void Free()
    {
    }
}
