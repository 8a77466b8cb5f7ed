using System.Runtime.CompilerServices;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Oracle;

namespace NatsBench.Fast.Search.Trials;

/// <summary>A training that is under way, and the clock when it began.</summary>
internal readonly record struct Job(Evaluation Evaluation, Proposal Proposal, uint Draw, double Start);

/// <summary>
/// Workers in simulated time: who is free, and whose training ends next; of trainings that end at once the one that began first. Used by one
/// thread.
/// </summary>
/// <param name="count">Number of workers.</param>
internal sealed class Workers(int count)
{
    private readonly Job[] _jobs = new Job[count];
    private readonly FreeWorkers _free = new(count);
    private readonly NextEnds _ends = new(count);

    /// <summary>True when somebody has nothing to do.</summary>
    public bool HasFree => _free.Count > 0;

    /// <summary>All are free, and time begins anew.</summary>
    public void Begin()
    {
        _free.AddAll();
        _ends.Clear();
    }

    /// <summary>Gives a job to the free worker of the lowest number.</summary>
    /// <param name="end">When it ends.</param>
    /// <returns>Where the job is to be written.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref Job Begin(double end)
    {
        int worker = _free.TakeLowest();
        _ends.Add(worker, end);
        return ref _jobs[worker];
    }

    /// <summary>The worker who ends next and is free from then on; false when nobody works.</summary>
    /// <exception cref="NatsBenchException">An end is not a number.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryEnd(out int worker, out double clock)
    {
        if (!_ends.TryTake(out worker, out clock))
            return false;
        _free.Add(worker);
        return true;
    }

    /// <summary>What a worker did last; until it begins something else.</summary>
    public ref readonly Job JobOf(int worker) => ref _jobs[worker];
}
