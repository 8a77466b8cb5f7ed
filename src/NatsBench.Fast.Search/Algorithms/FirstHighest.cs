using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NatsBench.Fast.Search.Algorithms;

/// <summary>The first of the highest rewards, without a jump that depends on them: nobody can foretell those.</summary>
internal static unsafe class FirstHighest
{
    /// <summary>Its position, as if they were compared one after the other: what is no number is never higher, and nothing is higher than it.</summary>
    /// <param name="rewards">At least one.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static int Of(ReadOnlySpan<double> rewards)
    {
        if (Vector128.IsHardwareAccelerated && rewards.Length >= Vector256<double>.Count)
        {
            // Some at a time, of the last ones perhaps some twice. Where one is not a number none is the highest, and the loop below tells.
            ref double first = ref MemoryMarshal.GetReference(rewards);
            nuint last = (nuint)(rewards.Length - Vector256<double>.Count);
            Vector256<double> highest = Vector256.LoadUnsafe(ref first, last);
            for (nuint i = 0; i < last; i += (nuint)Vector256<double>.Count)
                highest = Vector256.Max(highest, Vector256.LoadUnsafe(ref first, i));
            highest = Vector256.Max(highest, Vector256.Shuffle(highest, Vector256.Create(2L, 3, 0, 1)));
            highest = Vector256.Max(highest, Vector256.Shuffle(highest, Vector256.Create(1L, 0, 3, 2)));
            for (nuint i = 0; ; i = nuint.Min(i + (nuint)Vector256<double>.Count, last))
            {
                uint found = Vector256.Equals(Vector256.LoadUnsafe(ref first, i), highest).ExtractMostSignificantBits();
                if (found != 0)
                    return (int)i + BitOperations.TrailingZeroCount(found);
                if (i == last)
                    break;
            }
        }
        int best = 0;
        double reward = rewards[0];
        for (int i = 1; i < rewards.Length; i++)
        {
            double other = rewards[i];
            best ^= (best ^ i) & -Unsafe.BitCast<bool, byte>(other > reward);
            reward = double.MaxNative(other, reward);
        }
        return best;
    }

    /// <summary>The same of whole vectors, where all are numbers.</summary>
    /// <param name="rewards">Where they lie.</param>
    /// <param name="count">A multiple of 4, up to 64.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Of(double* rewards, int count)
    {
        ulong found = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            Vector256<double> highest = Vector256.Load(rewards);
            for (int i = Vector256<double>.Count; i < count; i += Vector256<double>.Count)
                highest = Vector256.MaxNative(highest, Vector256.Load(rewards + i));
            highest = Vector256.MaxNative(highest, Vector256.Shuffle(highest, Vector256.Create(2L, 3, 0, 1)));
            highest = Vector256.MaxNative(highest, Vector256.Shuffle(highest, Vector256.Create(1L, 0, 3, 2)));
            for (int i = 0; i < count; i += Vector256<double>.Count)
                found |= (ulong)Vector256.Equals(Vector256.Load(rewards + i), highest).ExtractMostSignificantBits() << i;
        }
        else
        {
            Vector128<double> highest = Vector128.Load(rewards);
            for (int i = Vector128<double>.Count; i < count; i += Vector128<double>.Count)
                highest = Vector128.MaxNative(highest, Vector128.Load(rewards + i));
            highest = Vector128.MaxNative(highest, Vector128.Shuffle(highest, Vector128.Create(1L, 0)));
            for (int i = 0; i < count; i += Vector128<double>.Count)
                found |= (ulong)Vector128.Equals(Vector128.Load(rewards + i), highest).ExtractMostSignificantBits() << i;
        }
        return BitOperations.TrailingZeroCount(found);
    }
}
