using System.Runtime.CompilerServices;

namespace NatsBench.Fast.Scans.Kernels;

/// <summary>Runs a kernel on the widest vectors of this machine, or its twin where there are none.</summary>
internal static class Widest
{
    // Not inlined: a caller whose profile is hot would take the whole kernel in, and the compiler would run out of its budget for inlining
    // in the middle of the vectors.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static TAnswer Run<TKernel, TQuestion, TAnswer>(in TQuestion question)
        where TKernel : struct, IVectorKernel<TQuestion, TAnswer>
        where TQuestion : allows ref struct =>
        Form512.IsHere ? Form512.Run<TKernel, TQuestion, TAnswer>(in question)
        : Form256.IsHere ? Form256.Run<TKernel, TQuestion, TAnswer>(in question)
        : Form128.IsHere ? Form128.Run<TKernel, TQuestion, TAnswer>(in question)
        : TwinForm.Run<TKernel, TQuestion, TAnswer>(in question);
}
