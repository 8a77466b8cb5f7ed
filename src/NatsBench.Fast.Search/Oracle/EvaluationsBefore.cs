using System.Runtime.CompilerServices;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.Search.Oracle;

/// <summary>Takes evaluations of the longest training that end before a budget in seconds: what a trial's standing needs of them.</summary>
internal struct EvaluationsBefore : IOutcomeTaker
{
    private double _seconds;

    /// <summary>Those that were taken elsewhere.</summary>
    /// <param name="earlierClock">As <see cref="EarlierClock"/>.</param>
    /// <param name="clock">As <see cref="Clock"/>.</param>
    /// <param name="seconds">The budget.</param>
    /// <param name="reward">As <see cref="Reward"/>.</param>
    /// <param name="incumbent">As <see cref="Incumbent"/>.</param>
    /// <param name="earlierIncumbent">As <see cref="EarlierIncumbent"/>.</param>
    public EvaluationsBefore(double earlierClock, double clock, double seconds, double reward, int incumbent, int earlierIncumbent)
    {
        Begin(clock, seconds, reward, incumbent);
        (EarlierClock, EarlierIncumbent) = (earlierClock, earlierIncumbent);
    }

    /// <summary>When the last one ended.</summary>
    public double Clock { get; private set; }

    /// <summary>When the last but one ended.</summary>
    public double EarlierClock { get; private set; }

    /// <summary>The best reward.</summary>
    public double Reward { get; private set; }

    /// <summary>The first architecture of that reward.</summary>
    public int Incumbent { get; private set; }

    /// <summary>The one before the last one.</summary>
    public int EarlierIncumbent { get; private set; }

    /// <summary>Begins.</summary>
    /// <param name="clock">When the last one before them ended.</param>
    /// <param name="seconds">The budget.</param>
    /// <param name="reward">The best reward before them; negative infinity where there was none.</param>
    /// <param name="incumbent">Its architecture.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Begin(double clock, double seconds, double reward, int incumbent)
    {
        (_seconds, Clock, EarlierClock) = (seconds, clock, clock);
        (Reward, Incumbent, EarlierIncumbent) = (reward, incumbent, incumbent);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryTake(int architecture, double accuracy, double cost)
    {
        double next = Clock + cost;
        if (!(next < _seconds))
            return false;
        (EarlierClock, Clock, EarlierIncumbent) = (Clock, next, Incumbent);
        if (accuracy > Reward)
            (Reward, Incumbent) = (accuracy, architecture);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe bool TryTake(int* architectures, double* first, double* second, double* third, double* fourth)
    {
        double afterFirst = Clock + first[1], afterSecond = afterFirst + second[1], afterThird = afterSecond + third[1], last = afterThird + fourth[1];
        // Where one is not a number the last one is none.
        if (!(double.MaxNative(double.MaxNative(afterFirst, afterSecond), afterThird) < _seconds && last < _seconds))
            return false;
        (EarlierClock, Clock) = (afterThird, last);
        if (first[0] > Reward)
            (Reward, Incumbent) = (first[0], architectures[0]);
        if (second[0] > Reward)
            (Reward, Incumbent) = (second[0], architectures[1]);
        if (third[0] > Reward)
            (Reward, Incumbent) = (third[0], architectures[2]);
        EarlierIncumbent = Incumbent;
        if (fourth[0] > Reward)
            (Reward, Incumbent) = (fourth[0], architectures[3]);
        return true;
    }
}
