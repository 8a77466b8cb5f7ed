namespace NatsBench.Fast.Model;

/// <summary>Python's order of texts: by code point. UTF-16 ordinal order differs, as it puts U+E000..U+FFFF after the surrogates.</summary>
internal sealed class CodePointComparer : IComparer<string>
{
    public static CodePointComparer Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        ReadOnlySpan<char> left = x, right = y;
        int common = left.CommonPrefixLength(right);
        if (common == left.Length || common == right.Length)
            return left.Length - right.Length;
        char a = left[common], b = right[common];
        int surrogatesLast = char.IsSurrogate(a).CompareTo(char.IsSurrogate(b));
        return surrogatesLast != 0 && a >= '\ud800' && b >= '\ud800' ? surrogatesLast : a - b;
    }
}
