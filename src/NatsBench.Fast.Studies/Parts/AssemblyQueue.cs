using System.Collections.Concurrent;
using NatsBench.Fast.Studies.Running;
using NatsBench.Fast.Studies.Summaries;

namespace NatsBench.Fast.Studies.Parts;

/// <summary>
/// Hands the parts of a study to its assembly in their order, while others are still run: whoever completes a part adds all that wait for
/// it, unless somebody is at it. Thread-safe.
/// </summary>
/// <param name="assembly">The assembly.</param>
/// <param name="layout">The study.</param>
/// <param name="parts">The files of every part, by number.</param>
internal sealed class AssemblyQueue(StudyAssembly assembly, StudyLayout layout, IReadOnlyList<PartFiles> parts)
{
    // While an early part takes long, later ones are read from the disk again: memory does not grow with them.
    private const int MostHeld = 8;

    private readonly Lock _lock = new();
    private readonly Dictionary<int, FreshPart?> _complete = [];
    private readonly ConcurrentBag<MemoryStream> _rooms = [];
    private int _next;
    private int _held;
    private bool _isBusy;

    /// <summary>Tells that a part was there.</summary>
    public void Keep(int number) => _complete.Add(number, null);

    /// <summary>Room for the file of a part's log points, which comes back with it.</summary>
    public MemoryStream TakeRoom() => _rooms.TryTake(out MemoryStream? room) ? room : new MemoryStream();

    /// <summary>Tells that the files of a part have been written, and adds what can be added.</summary>
    /// <param name="number">The part.</param>
    /// <param name="outcomes">Its outcomes.</param>
    /// <param name="room">What <see cref="TakeRoom"/> gave.</param>
    /// <param name="isFilled">Whether the file of its log points is in there.</param>
    /// <exception cref="NatsBenchException">A file is missing, damaged, or cannot be written.</exception>
    public void Complete(int number, OutcomeColumns outcomes, MemoryStream room, bool isFilled)
    {
        lock (_lock)
        {
            bool isHeld = isFilled && _held < MostHeld;
            if (isHeld)
                _held++;
            else
                _rooms.Add(room);
            _complete.Add(number, new FreshPart(outcomes, isHeld ? room : null));
            if (_isBusy)
                return;
            _isBusy = true;
        }
        while (TryNext() is { } next)
            Add(next.Number, next.Part);
    }

    /// <summary>Adds what remains, every part being complete, and finishes the study.</summary>
    /// <param name="progress">Told the share that is done.</param>
    /// <param name="cancellation">Stops between parts.</param>
    /// <exception cref="NatsBenchException">A file is missing, damaged, or cannot be written.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public IReadOnlyList<ExperimentOutcomes> Finish(IProgress<double>? progress, CancellationToken cancellation)
    {
        for (; _next < parts.Count; _next++)
        {
            cancellation.ThrowIfCancellationRequested();
            Add(_next, _complete.GetValueOrDefault(_next));
            progress?.Report((_next + 1.0) / parts.Count);
        }
        return assembly.Finish();
    }

    private (int Number, FreshPart? Part)? TryNext()
    {
        lock (_lock)
        {
            if (_complete.Remove(_next, out FreshPart? part))
                return (_next++, part);
            _isBusy = false;
            return null;
        }
    }

    private void Add(int number, FreshPart? part)
    {
        assembly.Add(layout.Part(number), parts[number], part);
        if (part?.Traces is not { } room)
            return;
        lock (_lock)
            _held--;
        _rooms.Add(room);
    }
}
