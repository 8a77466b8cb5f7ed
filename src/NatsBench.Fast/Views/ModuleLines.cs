using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Queries;

namespace NatsBench.Fast.Views;

/// <summary>
/// Trainings of modules at one point, those of each in one cache line, for the original's numbers are float32 values and there are three
/// trainings at most: a query of a table that fits no cache touches memory once. Immutable.
/// </summary>
internal sealed class ModuleLines
{
    private const int MostRepeats = 3;
    private const int Words = 16;

    // Words of a training; the last word of a line is the number of trainings.
    private const int TrainingWords = 5;
    private const int CountWord = Words - 1;

    private readonly AlignedArray<Line> _lines;

    private ModuleLines(AlignedArray<Line> lines) => _lines = lines;

    /// <summary>Bytes in memory.</summary>
    public long Bytes => _lines.Bytes;

    /// <summary>Lines of trainings; null where one has a number that is no float32, or a module has more of them.</summary>
    /// <param name="runs">The trainings of each module.</param>
    /// <param name="trainings">All trainings.</param>
    public static ModuleLines? TryMake(ReadOnlySpan<TrialRange> runs, ReadOnlySpan<ModuleTrainingNumbers> trainings)
    {
        AlignedArray<Line> lines = new(runs.Length);
        lines.Span.Clear();
        for (int module = 0; module < runs.Length; module++)
        {
            if (runs[module].Count > MostRepeats)
                return null;
            Span<int> words = MemoryMarshal.CreateSpan(ref Unsafe.As<Line, int>(ref lines.At(module)), Words);
            words[CountWord] = runs[module].Count;
            for (int repeat = 0; repeat < runs[module].Count; repeat++)
                if (!TrySet(words.Slice(TrainingWords * repeat, TrainingWords), trainings[runs[module].First + repeat]))
                    return null;
        }
        return new ModuleLines(lines);
    }

    /// <summary>Number of trainings of a module that is there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Repeats(int module) => Word(module, CountWord);

    /// <summary>A training that is there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ModuleMetrics At(int module, int repeat)
    {
        ref int first = ref Unsafe.Add(ref Unsafe.As<Line, int>(ref _lines.At(module)), TrainingWords * repeat);
        return new ModuleMetrics(module, repeat, first, Number(ref first, 1), Number(ref first, 2), Number(ref first, 3), Number(ref first, 4));
    }

    private static bool TrySet(Span<int> words, in ModuleTrainingNumbers numbers)
    {
        words[0] = (int)numbers.Parameters;
        return words[0] == numbers.Parameters && TryNarrow(numbers.Seconds, out words[1]) & TryNarrow(numbers.Train, out words[2])
            & TryNarrow(numbers.Valid, out words[3]) & TryNarrow(numbers.Test, out words[4]);
    }

    // Every bit comes back, those of NaN too.
    private static bool TryNarrow(double value, out int word)
    {
        float narrow = (float)value;
        word = BitConverter.SingleToInt32Bits(narrow);
        return BitConverter.DoubleToInt64Bits(narrow) == BitConverter.DoubleToInt64Bits(value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Number(ref int first, int word) => BitConverter.Int32BitsToSingle(Unsafe.Add(ref first, word));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Word(int module, int word) => Unsafe.Add(ref Unsafe.As<Line, int>(ref _lines.At(module)), word);

    [InlineArray(Words)]
    private struct Line
    {
        private int _first;
    }
}

/// <summary>The numbers of a training at one point; NaN where one is absent. Accuracies as fractions.</summary>
internal struct ModuleTrainingNumbers
{
    public long Parameters;
    public double Seconds;
    public double Train;
    public double Valid;
    public double Test;
}
