using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NatsBench.Fast.Search.Trials;

/// <summary>How often a trial trained each architecture. Used by one thread.</summary>
/// <param name="architectures">How many there are.</param>
/// <param name="most">The most that an entry counts: <see cref="MostCounted"/>, or <see cref="MostOfLong"/> where trials are long.</param>
internal sealed class TrainingCounts(int architectures, int most = TrainingCounts.MostCounted)
{
    /// <summary>Four bits: a whole space stays near the processor, and is cleared for one trial of sixteen.</summary>
    public const int MostCounted = 15;

    /// <summary>Eight bits, cleared for each trial, which hardly ever counts more.</summary>
    public const int MostOfLong = 255;

    // Above the count is the number of the trial: what earlier trials left is less, so it need not be cleared for each.
    private readonly byte[] _entries = GC.AllocateArray<byte>(architectures, pinned: true);
    private int _trial;

    // Of those that four bits cannot count.
    private int[]? _many;
    private bool _hasMany;

    /// <summary>Where the first entry lies while this object lives: what an architecture's is above <see cref="Zero"/> was counted, up to the most.</summary>
    public unsafe nint First => (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_entries));

    /// <summary>What an entry is that counted nothing, or less.</summary>
    public int Zero => _trial * (most + 1);

    /// <summary>Begins to count anew.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Begin()
    {
        if (_hasMany)
            _many.AsSpan().Clear();
        _hasMany = false;
        if (++_trial * (most + 1) <= byte.MaxValue)
            return;
        _entries.AsSpan().Clear();
        _trial = 0;
    }

    /// <summary>Counts a training.</summary>
    /// <returns>How many of the same architecture came before it.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Next(int architecture)
    {
        ref byte entry = ref _entries[architecture];
        int zero = _trial * (most + 1), earlier = entry - zero;
        // 0 where an earlier trial left it, without a jump.
        earlier &= ~(earlier >> 31);
        if (earlier == most)
            return NextOfMany(architecture);
        entry = (byte)(zero + earlier + 1);
        return earlier;
    }

    /// <summary>Counts trainings of architectures that were not trained before, one after the other up to the first one that was.</summary>
    /// <param name="architectures">The architectures.</param>
    /// <param name="start">The first to be counted.</param>
    /// <returns>The position of the one that was; their number where there is none.</returns>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public unsafe int CountNew(ReadOnlySpan<int> architectures, int start)
    {
        byte* entries = (byte*)First;
        int zero = Zero, i = start, length = architectures.Length;
        fixed (int* first = architectures)
            for (; i < length; i++)
            {
                byte* entry = entries + first[i];
                if (*entry > zero)
                    break;
                *entry = (byte)(zero + 1);
            }
        return i;
    }

    /// <summary><see cref="Next"/> of one whose entry counts no more.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public int NextOfMany(int architecture)
    {
        _many ??= new int[architectures];
        _hasMany = true;
        return most + _many[architecture]++;
    }
}
