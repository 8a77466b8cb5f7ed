namespace NatsBench.Fast.Native.Handles;

/// <summary>
/// What a handle stands for, counted: its handle is one use, each call under way another, and each resource made from it one more. It is freed with
/// the last, so that a handle may be closed while others use what is behind it.
/// </summary>
internal abstract class Resource
{
    private int _uses = 1;

    /// <summary>One use more, unless it is freed already.</summary>
    public bool TryUse()
    {
        int uses = Volatile.Read(ref _uses);
        while (uses > 0)
        {
            int seen = Interlocked.CompareExchange(ref _uses, uses + 1, uses);
            if (seen == uses)
                return true;
            uses = seen;
        }
        return false;
    }

    /// <summary>One use less; the last frees it.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _uses) == 0)
            Free();
    }

    /// <summary>Gives back what it holds.</summary>
    protected abstract void Free();
}
