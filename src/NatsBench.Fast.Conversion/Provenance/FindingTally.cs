using System.Runtime.InteropServices;

namespace NatsBench.Fast.Conversion.Provenance;

/// <summary>Counts findings by kind, in order of first sight, and keeps the first few places of each.</summary>
internal sealed class FindingTally
{
    private const int ExampleCount = 3;

    // Kinds may be made of what a file says: this many lines of them anyone may want to read.
    private const int KindLimit = 1000;
    private const string OtherKinds = "of other kinds";

    private readonly Dictionary<string, int> _numbers = [];
    private readonly List<Kind> _kinds = [];

    private record struct Kind(string What, long Count, List<string> Examples);

    public IReadOnlyList<Finding> ToFindings() => [.. _kinds.Select(kind => new Finding(kind.What, kind.Count, kind.Examples))];

    public void Add(string what, string where) => Add(what, where, static where => where);

    /// <summary>Counts a finding; the place is made into a text only if it is shown.</summary>
    public void Add<TPlace>(string what, TPlace place, Func<TPlace, string> describe)
    {
        if (!_numbers.TryGetValue(what, out int number))
            number = Begin(_kinds.Count < KindLimit ? what : OtherKinds);
        ref Kind kind = ref CollectionsMarshal.AsSpan(_kinds)[number];
        kind.Count++;
        if (kind.Examples.Count < ExampleCount)
            kind.Examples.Add(describe(place));
    }

    /// <summary>Adds a kind that was counted elsewhere.</summary>
    public void AddKind(string what, long count, IEnumerable<string> places)
    {
        if (_kinds.Count < KindLimit)
            _kinds.Add(new(what, count, [.. places.Take(ExampleCount)]));
    }

    private int Begin(string what)
    {
        if (_numbers.TryGetValue(what, out int number))
            return number;
        _kinds.Add(new(what, 0, []));
        return _numbers[what] = _kinds.Count - 1;
    }
}
