using System.Runtime.CompilerServices;

namespace NatsBench.Fast.Search.Trials;

/// <summary>Where log points go as evaluations end.</summary>
internal interface ILogPoints
{
    /// <summary>Takes the next one.</summary>
    void Add(in LogPoint point);
}

/// <summary>Nowhere.</summary>
internal readonly struct NoLogPoints : ILogPoints
{
    public void Add(in LogPoint point)
    {
    }
}

/// <summary>Into a buffer that serves one trial after the other. Used by one thread.</summary>
internal sealed class LogPointBuffer
{
    private LogPoint[] _points = new LogPoint[256];
    private int _count;

    public ReadOnlySpan<LogPoint> Points => _points.AsSpan(0, _count);

    public void Clear() => _count = 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(in LogPoint point)
    {
        LogPoint[] points = _points;
        int count = _count;
        if ((uint)count >= (uint)points.Length)
            points = Grow();
        points[count] = point;
        _count = count + 1;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private LogPoint[] Grow()
    {
        Array.Resize(ref _points, int.Min(2 * _count, Budget.MostEvaluations));
        return _points;
    }
}

/// <summary>All of them, into a buffer.</summary>
internal readonly struct AllLogPoints(LogPointBuffer buffer) : ILogPoints
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(in LogPoint point) => buffer.Add(point);
}
