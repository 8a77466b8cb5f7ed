namespace NatsBench.Fast.Scans.Kernels;

/// <summary>A question about columns with a plain definition, and a better algorithm that vectors would not make faster.</summary>
internal interface IPlainKernel<TQuestion, TAnswer> where TQuestion : allows ref struct
{
    /// <summary>The definition: readable, for tests.</summary>
    static abstract TAnswer Twin(in TQuestion question);

    /// <summary>The same to the last bit.</summary>
    static abstract TAnswer Run(in TQuestion question);
}
