using NatsBench.Fast.Search.Spaces;

namespace NatsBench.Fast.Search.Algorithms;

/// <summary>What a trial has not proposed yet, where nothing is proposed twice. Used by one thread.</summary>
/// <param name="space">The architectures that may be proposed.</param>
internal sealed class Unproposed(ArchitectureSpace space)
{
    private const int Bits = 64;

    private readonly ulong[] _taken = new ulong[(space.Count + Bits - 1) / Bits];
    private int _left = space.Allowed.Length;

    public bool IsEmpty => _left == 0;

    /// <summary>Takes an architecture.</summary>
    /// <param name="architecture">One that may be proposed.</param>
    /// <returns>False where it was taken before.</returns>
    public bool TryTake(int architecture)
    {
        ref ulong word = ref _taken[architecture / Bits];
        ulong bit = 1UL << (architecture % Bits);
        if ((word & bit) != 0)
            return false;
        word |= bit;
        _left--;
        return true;
    }

    /// <summary>Takes the first by index from an architecture on, after the last one the first again. There must be one.</summary>
    /// <param name="architecture">One that may be proposed.</param>
    public int TakeFrom(int architecture)
    {
        ReadOnlySpan<int> allowed = space.Allowed;
        int place = allowed.BinarySearch(architecture);
        while (!TryTake(allowed[place]))
            place = (place + 1) % allowed.Length;
        return allowed[place];
    }
}
