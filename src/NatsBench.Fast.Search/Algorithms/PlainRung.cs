using System.Runtime.CompilerServices;

namespace NatsBench.Fast.Search.Algorithms;

/// <summary>
/// What of an <see cref="AshaRung"/> goes without saying, as nearly always: a reward above one bound is better than all that are kept sorted
/// and promoted at once, and below the other worse, and either is written behind the others of its pile. Nothing jumps for which it is, for
/// nobody foretells that.
/// </summary>
internal unsafe struct PlainRung
{
    /// <summary>What is greater is plainly better.</summary>
    public double Better;

    /// <summary>What is less is plainly worse.</summary>
    public double Worse;

    /// <summary>Where the next one is written that is worse.</summary>
    public Ranked* NextWorse;

    /// <summary>Where the next one is written that is better, seen from the other end and marked. Lies behind the other.</summary>
    public Ranked* NextBetter;

    /// <summary>One more with each observation, eta less with each that is better.</summary>
    public int Level;

    /// <summary>Where the level would be this or more, or less than 0, nothing is plain.</summary>
    public uint Levels;

    /// <summary>Takes an observation and promotes where that is plain.</summary>
    /// <param name="rung">Where.</param>
    /// <param name="reward">Any number but NaN.</param>
    /// <param name="order">More than that of any observation before.</param>
    /// <param name="architecture">0 or more.</param>
    /// <param name="eta">Of so many one may be promoted.</param>
    /// <param name="promoted">All bits where it is promoted; else 0.</param>
    /// <returns>False, and nothing is taken, where it is not plain.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryObserve(PlainRung* rung, double reward, int order, int architecture, int eta, out int promoted)
    {
        int better = Unsafe.BitCast<bool, byte>(reward > rung->Better), worse = Unsafe.BitCast<bool, byte>(reward < rung->Worse);
        promoted = -better;
        int level = rung->Level + 1 - (eta & promoted);
        if ((better | worse) == 0 || (uint)level >= rung->Levels)
            return false;
        rung->Level = level;
        Ranked** next = &rung->NextWorse + better;
        Ranked* place = *next;
        *next = place + 1;
        double seen = BitConverter.UInt64BitsToDouble(BitConverter.DoubleToUInt64Bits(reward) ^ ((ulong)better << 63));
        *place = new Ranked(seen, order ^ promoted, architecture ^ promoted);
        return true;
    }
}
