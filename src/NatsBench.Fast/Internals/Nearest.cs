namespace NatsBench.Fast.Internals;

/// <summary>The name that a misspelt one was meant to be.</summary>
internal static class Nearest
{
    private const int LongestName = 64;

    /// <summary>Words for the end of a message, such as <c>; did you mean 'cifar10'?</c>; nothing where no name is near.</summary>
    public static string Hint(string name, IEnumerable<string> names) => Find(name, names) is { } near ? $"; did you mean '{near}'?" : "";

    /// <summary>The nearest of some names; null where none is near: a third of the letters may be wrong, three at most, or missing at the end.</summary>
    public static string? Find(string name, IEnumerable<string> names)
    {
        if (name.Length is 0 or > LongestName)
            return null;
        string wanted = name.ToUpperInvariant();
        int most = Math.Clamp(wanted.Length / 3, 1, 3);
        string? nearest = null;
        foreach (string candidate in names)
        {
            string upper = candidate.ToUpperInvariant();
            int distance = Distance(wanted, upper);
            if (distance > most && wanted.Length > 2 && upper.StartsWith(wanted, StringComparison.Ordinal))
                distance = most;
            if (distance <= most && (nearest is null || distance < most))
                (nearest, most) = (candidate, distance);
        }
        return nearest;
    }

    // Letters left out, added, wrong, or two that changed places.
    private static int Distance(string a, string b)
    {
        int[] before = new int[b.Length + 1], last = new int[b.Length + 1], current = new int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++)
            last[j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                current[j] = Math.Min(Math.Min(last[j], current[j - 1]) + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    current[j] = Math.Min(current[j], before[j - 2] + 1);
            }
            (before, last, current) = (last, current, before);
        }
        return last[b.Length];
    }
}
