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
    private readonly Lock _lock = new();
    private readonly Dictionary<int, OutcomeColumns?> _complete = [];
    private int _next;
    private bool _isBusy;

    /// <summary>Tells that a part was there.</summary>
    public void Keep(int number) => _complete.Add(number, null);

    /// <summary>Tells that the files of a part have been written, and adds what can be added.</summary>
    /// <exception cref="NatsBenchException">A file is missing, damaged, or cannot be written.</exception>
    public void Complete(int number, OutcomeColumns outcomes)
    {
        lock (_lock)
        {
            _complete.Add(number, outcomes);
            if (_isBusy)
                return;
            _isBusy = true;
        }
        while (TryNext() is { } next)
            Add(next.Number, next.Outcomes);
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

    private (int Number, OutcomeColumns? Outcomes)? TryNext()
    {
        lock (_lock)
        {
            if (_complete.Remove(_next, out OutcomeColumns? outcomes))
                return (_next++, outcomes);
            _isBusy = false;
            return null;
        }
    }

    private void Add(int number, OutcomeColumns? outcomes) => assembly.Add(layout.Part(number), parts[number], outcomes);
}
