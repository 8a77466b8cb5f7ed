namespace NatsBench.Fast.Cli;

/// <summary>Where what is made once is kept: <c>natsbench</c> in the user's cache folder.</summary>
internal static class CacheFolder
{
    /// <summary>A place in it.</summary>
    /// <param name="name">The name of a file or folder.</param>
    public static string Place(string name) => Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache ? cache
        : Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData) is { Length: > 0 } local ? local
        : Path.GetTempPath(),
        "natsbench", name);
}
