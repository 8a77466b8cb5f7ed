namespace NatsBench.Fast.Writing;

/// <summary>Numbers forms in the order in which they first appear.</summary>
internal sealed class FormRegistry<T>(IEqualityComparer<T> comparer)
    where T : notnull
{
    private readonly Dictionary<T, int> _numbers = new(comparer);

    /// <summary>All forms by number.</summary>
    public List<T> Forms { get; } = [];

    public int NumberOf(T form)
    {
        if (!_numbers.TryGetValue(form, out int number))
        {
            number = Forms.Count;
            _numbers.Add(form, number);
            Forms.Add(form);
        }
        return number;
    }
}
