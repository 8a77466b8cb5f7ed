namespace NatsBench.Fast.Scans.Kernels;

/// <summary>A question about columns with a plain definition, and a form written once for vectors of every width.</summary>
internal interface IVectorKernel<TQuestion, TAnswer> where TQuestion : allows ref struct
{
    /// <summary>The definition: readable, and what runs where there are no vectors.</summary>
    static abstract TAnswer Twin(in TQuestion question);

    /// <summary>The same to the last bit; lanes are 16 or a divisor of it.</summary>
    static abstract TAnswer Run<TLanes>(in TQuestion question) where TLanes : struct, ILanes<TLanes>;
}
