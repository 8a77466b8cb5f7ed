using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NatsBench.Fast.Internals;

namespace NatsBench.Fast.Native.Handles;

/// <summary>One number of each architecture, in memory that does not move while the handle is open (<c>nbf_column</c>).</summary>
internal sealed unsafe class Column : Part
{
    private readonly AlignedArray<double>? _own;
    private readonly double* _first;

    /// <summary>A column of the benchmark's own views, which are kept in memory that does not move.</summary>
    public Column(Bench bench, ReadOnlySpan<double> pinned)
        : base(bench)
    {
        _first = (double*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(pinned));
        Length = pinned.Length;
    }

    private Column(Bench bench, AlignedArray<double> own)
        : base(bench)
    {
        _own = own;
        _first = own.First;
        Length = own.Length;
    }

    public int Length { get; }

    public double* First => _first;

    public ReadOnlySpan<double> Values => new(_first, Length);

    /// <summary>A column that is copied once, for its memory may move.</summary>
    public static Column CopyOf(Bench bench, ReadOnlySpan<double> values)
    {
        AlignedArray<double> own = new(values.Length);
        values.CopyTo(own.Span);
        return new Column(bench, own);
    }

    protected override void Free()
    {
        GC.KeepAlive(_own);
        base.Free();
    }
}
