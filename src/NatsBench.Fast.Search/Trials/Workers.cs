using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Oracle;

namespace NatsBench.Fast.Search.Trials;

/// <summary>A training that is under way.</summary>
internal readonly record struct Job(Proposal Proposal, Evaluation Evaluation, uint Draw);

/// <summary>Workers in simulated time: who is free, and whose training ends next. Used by one thread.</summary>
internal sealed class Workers
{
    private readonly PriorityQueue<int, (double End, long Number)> _busy;
    private readonly PriorityQueue<int, int> _free;
    private readonly Job[] _jobs;
    private long _begun;

    public Workers(int count)
    {
        _jobs = new Job[count];
        (_busy, _free) = (new(count), new(count));
    }

    public bool HasFree => _free.Count > 0;

    public void Begin()
    {
        _busy.Clear();
        _free.Clear();
        _begun = 0;
        for (int worker = 0; worker < _jobs.Length; worker++)
            _free.Enqueue(worker, worker);
    }

    /// <summary>Gives a job to the free worker of the lowest number.</summary>
    public void Begin(Job job, double end)
    {
        int worker = _free.Dequeue();
        _jobs[worker] = job;
        _busy.Enqueue(worker, (end, _begun++));
    }

    /// <summary>The job that ends next; false when nobody works.</summary>
    public bool TryEnd(out Job job, out double clock, out int worker)
    {
        job = default;
        clock = 0;
        if (!_busy.TryDequeue(out worker, out (double End, long) next))
            return false;
        clock = next.End;
        job = _jobs[worker];
        _free.Enqueue(worker, worker);
        return true;
    }
}
