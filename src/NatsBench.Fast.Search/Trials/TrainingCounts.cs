using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NatsBench.Fast.Search.Trials;

/// <summary>How often a trial trained each architecture. Used by one thread.</summary>
/// <param name="architectures">How many there are.</param>
internal sealed class TrainingCounts(int architectures)
{
    // Four bits each: a whole space stays near the processor.
    private const int MostTrials = 16;

    /// <summary>The most that an entry counts.</summary>
    public const int MostCounted = 15;

    // Sixteen times the number of the trial, plus the count: what earlier trials left is less, so it need not be cleared for each.
    private readonly byte[] _entries = GC.AllocateArray<byte>(architectures, pinned: true);
    private int _trial;

    // Of those that four bits cannot count.
    private int[]? _many;
    private bool _hasMany;

    /// <summary>Where the first entry lies while this object lives: what an architecture's is above <see cref="Zero"/> was counted, up to <see cref="MostCounted"/>.</summary>
    public unsafe nint First => (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_entries));

    /// <summary>What an entry is that counted nothing, or less.</summary>
    public int Zero => _trial * MostTrials;

    /// <summary>Begins to count anew.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Begin()
    {
        if (_hasMany)
            _many.AsSpan().Clear();
        _hasMany = false;
        if (++_trial < MostTrials)
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
        int zero = _trial * MostTrials, earlier = entry - zero;
        // 0 where an earlier trial left it, without a jump.
        earlier &= ~(earlier >> 31);
        if (earlier == MostCounted)
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

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int NextOfMany(int architecture)
    {
        _many ??= new int[architectures];
        _hasMany = true;
        return MostCounted + _many[architecture]++;
    }
}
