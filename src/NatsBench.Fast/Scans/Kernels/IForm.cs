using System.Runtime.Intrinsics;

namespace NatsBench.Fast.Scans.Kernels;

/// <summary>
/// One form of a vector kernel: its twin, or its run at one width. Several vectors make a step, to hide latency; not more, for the
/// compiler gives up inlining where there are too many.
/// </summary>
internal interface IForm
{
    /// <summary>Whether this machine accelerates it, as the runtime was started.</summary>
    static abstract bool IsHere { get; }

    static abstract TAnswer Run<TKernel, TQuestion, TAnswer>(in TQuestion question)
        where TKernel : struct, IVectorKernel<TQuestion, TAnswer>
        where TQuestion : allows ref struct;
}

internal readonly struct TwinForm : IForm
{
    public static bool IsHere => true;

    public static TAnswer Run<TKernel, TQuestion, TAnswer>(in TQuestion question)
        where TKernel : struct, IVectorKernel<TQuestion, TAnswer>
        where TQuestion : allows ref struct => TKernel.Twin(in question);
}

internal readonly struct Form128 : IForm
{
    public static bool IsHere => Vector128.IsHardwareAccelerated;

    public static TAnswer Run<TKernel, TQuestion, TAnswer>(in TQuestion question)
        where TKernel : struct, IVectorKernel<TQuestion, TAnswer>
        where TQuestion : allows ref struct => TKernel.Run<Pair<Pair<Lanes128>>>(in question);
}

internal readonly struct Form256 : IForm
{
    public static bool IsHere => Vector256.IsHardwareAccelerated;

    public static TAnswer Run<TKernel, TQuestion, TAnswer>(in TQuestion question)
        where TKernel : struct, IVectorKernel<TQuestion, TAnswer>
        where TQuestion : allows ref struct => TKernel.Run<Pair<Lanes256>>(in question);
}

internal readonly struct Form512 : IForm
{
    public static bool IsHere => Vector512.IsHardwareAccelerated;

    public static TAnswer Run<TKernel, TQuestion, TAnswer>(in TQuestion question)
        where TKernel : struct, IVectorKernel<TQuestion, TAnswer>
        where TQuestion : allows ref struct => TKernel.Run<Pair<Lanes512>>(in question);
}
