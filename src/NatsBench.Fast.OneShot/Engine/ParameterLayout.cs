namespace NatsBench.Fast.OneShot.Engine;

/// <summary>
/// Where named parameters lie in one buffer. Beside each parameter's own view there may be views of neighbours joined along their first
/// side, so that what reads one input is computed at once. Views are numbered in the order in which they are added.
/// </summary>
internal sealed class ParameterLayout
{
    private readonly List<View> _views = [];
    private readonly List<int> _parameters = [];
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    /// <summary>A part of the buffer.</summary>
    public readonly record struct View(string Name, long Offset, long[] Shape, long Length);

    /// <summary>All views, parameters and joined ones.</summary>
    public IReadOnlyList<View> Views => _views;

    /// <summary>The views that are parameters, in the order of the buffer, which they fill without gaps.</summary>
    public IReadOnlyList<int> Parameters => _parameters;

    /// <summary>Numbers in the buffer.</summary>
    public long Length { get; private set; }

    /// <summary>Appends a parameter.</summary>
    /// <returns>Its view.</returns>
    public int Add(string name, params long[] shape)
    {
        long length = shape.Aggregate(1L, (product, side) => checked(product * side));
        _places.Add(name, _views.Count);
        _parameters.Add(_views.Count);
        _views.Add(new View(name, Length, shape, length));
        Length += length;
        return _views.Count - 1;
    }

    /// <summary>Joins parameters that were appended one after another and differ in their first side alone.</summary>
    /// <returns>The view of all of them.</returns>
    public int Join(params ReadOnlySpan<int> views)
    {
        View first = _views[views[0]];
        long rows = 0, end = first.Offset;
        foreach (int view in views)
        {
            View part = _views[view];
            if (part.Offset != end || !part.Shape.AsSpan(1).SequenceEqual(first.Shape.AsSpan(1)))
                throw new ArgumentException($"{part.Name} does not follow {first.Name}, or has other sides", nameof(views));
            (rows, end) = (rows + part.Shape[0], end + part.Length);
        }
        _views.Add(new View($"{first.Name} and {views.Length - 1} more", first.Offset, [rows, .. first.Shape.AsSpan(1)], end - first.Offset));
        return _views.Count - 1;
    }

    /// <summary>The view of a parameter.</summary>
    public int this[string name] => _places[name];
}
