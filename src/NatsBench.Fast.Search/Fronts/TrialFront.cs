using System.Runtime.InteropServices;
using NatsBench.Fast.Scans;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Trials;

namespace NatsBench.Fast.Search.Fronts;

/// <summary>
/// The front of a trial by what the search saw, as it grows: of the longest trainings so far, those that no other dominates in reward and objectives.
/// Of those that are equal in architecture and reward the first counts. Keeps its memory from trial to trial. Used by one thread.
/// </summary>
/// <param name="oracle">Tells the objectives.</param>
public sealed class TrialFront(IOracle oracle)
{
    private readonly double[] _point = new double[Losses.Count(oracle)];
    private readonly List<int> _steps = [];
    private readonly List<int> _architectures = [];
    private double[] _losses = [];
    private int _seen;
    private int _longest;

    /// <summary>The places of the front's log points in the trial, ascending; valid until the front changes.</summary>
    public ReadOnlySpan<int> Steps => CollectionsMarshal.AsSpan(_steps);

    /// <summary>Their architectures, in the same order, each once; valid until the front changes.</summary>
    public ReadOnlySpan<int> Architectures => CollectionsMarshal.AsSpan(_architectures);

    /// <summary>Begins another trial.</summary>
    public void Clear()
    {
        Keep(0);
        (_seen, _longest) = (0, 0);
    }

    /// <summary>Takes a whole trial: what ended in time, or where nothing did the first log point, as of incumbents.</summary>
    /// <param name="points">Its log points, at least one.</param>
    /// <param name="budget">Its budget.</param>
    public void Take(ReadOnlySpan<LogPoint> points, Budget budget)
    {
        Clear();
        int count = int.Min(budget.Evaluations ?? points.Length, points.Length);
        for (int step = 0; step < count && (step == 0 || !(points[step].Clock > budget.Seconds)); step++)
            Add(points[step]);
    }

    /// <summary>Takes the next log point of the trial.</summary>
    /// <param name="point">The log point.</param>
    /// <returns>Whether it is on the front now, and so whether the front has changed.</returns>
    public bool Add(in LogPoint point)
    {
        int step = _seen++;
        if (point.Epochs > _longest)
        {
            Keep(0);
            _longest = point.Epochs;
        }
        if (point.Epochs < _longest)
            return false;
        if (!Losses.Write(oracle, point.Architecture, point.Reward, _point) || IsSurpassed(point.Architecture))
            return false;
        int kept = 0;
        for (int i = 0; i < _steps.Count; i++)
            // Equal ones stay together.
            if (!IsAtMost(_point, LossesAt(i)) || IsAtMost(LossesAt(i), _point))
                Move(i, kept++);
        Keep(kept);
        _steps.Add(step);
        _architectures.Add(point.Architecture);
        if (_losses.Length < _steps.Count * _point.Length)
            Array.Resize(ref _losses, 2 * _steps.Count * _point.Length);
        _point.CopyTo(LossesAt(kept));
        return true;
    }

    /// <summary>What the front dominates of what dominates a reference point, at the rewards: percent times the units of all objectives.</summary>
    /// <param name="reference">The objectives of the reference point, finite, as <see cref="ExactFront.Reference"/>; its accuracy is 0.</param>
    public double Hypervolume(IReadOnlyList<double> reference) => Scan.Hypervolume(
        _losses.AsSpan(0, _steps.Count * _point.Length), [0, .. oracle.Quantities.Zip(reference, (quantity, worst) => quantity.Loss(worst))]);

    // Dominated, or the same as before.
    private bool IsSurpassed(int architecture)
    {
        for (int i = 0; i < _steps.Count; i++)
            if (IsAtMost(LossesAt(i), _point) && (_architectures[i] == architecture || !IsAtMost(_point, LossesAt(i))))
                return true;
        return false;
    }

    private Span<double> LossesAt(int place) => _losses.AsSpan(place * _point.Length, _point.Length);

    private void Move(int from, int to)
    {
        (_steps[to], _architectures[to]) = (_steps[from], _architectures[from]);
        LossesAt(from).CopyTo(LossesAt(to));
    }

    private void Keep(int count)
    {
        CollectionsMarshal.SetCount(_steps, count);
        CollectionsMarshal.SetCount(_architectures, count);
    }

    private static bool IsAtMost(ReadOnlySpan<double> losses, ReadOnlySpan<double> others)
    {
        for (int i = 0; i < losses.Length; i++)
            if (losses[i] > others[i])
                return false;
        return true;
    }
}
