namespace NatsBench.Fast.TestSupport;

/// <summary>The reference material beside the repository; a test that needs it is skipped by name where it is absent.</summary>
internal static class SharedData
{
    /// <summary>Root of the repository: the nearest folder upward that holds the solution.</summary>
    public static string RepositoryRoot { get; } = FindUp("NatsBench.Fast.sln");

    /// <summary>Full path of a file or folder in <c>../shared</c>; skips the running test where it does not exist.</summary>
    public static string Require(params string[] parts)
    {
        string path = Path.GetFullPath(Path.Combine([RepositoryRoot, "..", "shared", .. parts]));
        Assert.SkipUnless(Path.Exists(path), $"needs ../shared/{string.Join('/', parts)}, which is not here");
        return path;
    }

    private static string FindUp(string file)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, file)))
                return folder.FullName;
        throw new FileNotFoundException($"no {file} above {AppContext.BaseDirectory}");
    }
}
