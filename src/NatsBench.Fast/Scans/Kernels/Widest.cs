namespace NatsBench.Fast.Scans.Kernels;

/// <summary>Runs a kernel on the widest vectors of this machine, or its twin where there are none.</summary>
internal static class Widest
{
    public static TAnswer Run<TKernel, TQuestion, TAnswer>(in TQuestion question)
        where TKernel : struct, IVectorKernel<TQuestion, TAnswer>
        where TQuestion : allows ref struct =>
        Form512.IsHere ? Form512.Run<TKernel, TQuestion, TAnswer>(in question)
        : Form256.IsHere ? Form256.Run<TKernel, TQuestion, TAnswer>(in question)
        : Form128.IsHere ? Form128.Run<TKernel, TQuestion, TAnswer>(in question)
        : TwinForm.Run<TKernel, TQuestion, TAnswer>(in question);
}
