using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NatsBench.Fast.OneShot.Engine.Winograd;

/// <summary>Memory of one thread for what lies between transforms and products, kept from one convolution to the next; parts begin at whole vectors.</summary>
internal ref struct TileWorkspace<T> where T : unmanaged
{
    [ThreadStatic]
    private static T[]? Kept;

    private Span<T> _free;

    /// <summary>Begins to hand out parts; those handed out before on this thread are of no use any more.</summary>
    /// <param name="length">Numbers of all parts.</param>
    /// <param name="parts">How many parts at most.</param>
    public TileWorkspace(int length, int parts)
    {
        int vector = Vector512<T>.Count, whole = length + (parts + 1) * vector;
        if (Kept is not { } kept || kept.Length < whole)
            Kept = kept = GC.AllocateUninitializedArray<T>(whole, pinned: true);
        nint begin = Marshal.UnsafeAddrOfPinnedArrayElement(kept, 0), size = Marshal.SizeOf<T>();
        _free = kept.AsSpan((int)((-begin & (vector * size - 1)) / size));
    }

    /// <summary>The next part; what is in it is not known.</summary>
    public Span<T> Take(int length)
    {
        Span<T> part = _free[..length];
        _free = _free[TilePlan.Padded<T>(length)..];
        return part;
    }
}
