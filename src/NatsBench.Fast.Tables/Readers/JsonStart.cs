using NatsBench.Fast.Internals;
using NatsBench.Fast.Tables.Sources;

namespace NatsBench.Fast.Tables.Readers;

/// <summary>How a JSON file begins: the names that lead to its first leaf.</summary>
internal static class JsonStart
{
    private const int Bytes = 1 << 16;

    /// <summary>The names; null for what is no JSON.</summary>
    public static IReadOnlyList<string>? Of(SourceFile file)
    {
        if (FileContent.Of(file.Bytes.AsSpan(0, int.Min(file.Bytes.Length, FileContent.Bytes))) != FileContent.Json)
            return null;
        string[]? first = null;
        JsonLeaves.Read(file.Start(Bytes), (path, in _) =>
        {
            first = [.. path];
            return false;
        });
        return first;
    }
}
