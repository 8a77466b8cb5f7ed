namespace NatsBench.Fast.Internals;

/// <summary>Looks for what a folder was given instead of: a level or two below.</summary>
internal static class FolderSearch
{
    private static readonly EnumerationOptions Below = new() { RecurseSubdirectories = true, MaxRecursionDepth = 2, IgnoreInaccessible = true };

    /// <summary>The first file of a name, by its path; null where there is none, or the folder cannot be read.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="pattern">A name; <c>*</c> stands for anything.</param>
    public static string? First(string folder, string pattern)
    {
        try
        {
            return Directory.EnumerateFiles(folder, pattern, Below).Order(StringComparer.Ordinal).FirstOrDefault();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
