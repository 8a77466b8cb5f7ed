using System.Runtime.CompilerServices;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Randomness;

namespace NatsBench.Fast.Search.Trials;

/// <summary>Draws the stored seed of each training of a trial, by the policy; knows how often each architecture was trained. Used by one thread.</summary>
internal sealed class SeedDraws(SeedPolicy policy, int architectures)
{
    private readonly int[] _trainings = new int[architectures];

    // Which counters are not zero, so that a new trial need not clear them all.
    private readonly int[] _touched = new int[architectures];
    private int _touchedCount;
    private ulong _drawKey;
    private uint _trialDraw;

    public void Begin(TrialWorld world)
    {
        foreach (int architecture in _touched.AsSpan(0, _touchedCount))
            _trainings[architecture] = 0;
        _touchedCount = 0;
        (_drawKey, _trialDraw) = (world.DrawKey, world.TrialDraw);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Next(int architecture)
    {
        if (policy != SeedPolicy.Sampled)
            return _trialDraw;
        ref int trainings = ref _trainings[architecture];
        if (trainings == 0)
            _touched[_touchedCount++] = architecture;
        return TrialWorld.Draw(_drawKey, architecture, trainings++);
    }
}
