namespace NatsBench.Fast.Conversion.NasBench101;

/// <summary>Work that several threads do one after the other, in the order of what they work on.</summary>
internal sealed class OrderedStage
{
    private readonly object _lock = new();
    private long _turn;
    private bool _isStopped;

    /// <summary>Waits until all before it are done.</summary>
    /// <param name="turn">Its number, counted from 0.</param>
    /// <returns>False where there is nothing more to do.</returns>
    public bool Enter(long turn)
    {
        lock (_lock)
        {
            while (_turn != turn && !_isStopped)
                Monitor.Wait(_lock);
            return !_isStopped;
        }
    }

    /// <summary>Lets the next one in.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            _turn++;
            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>Lets all go.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            _isStopped = true;
            Monitor.PulseAll(_lock);
        }
    }
}
