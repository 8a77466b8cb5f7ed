using System.IO.Compression;

namespace NatsBench.Fast.House.Tests;

/// <summary>The package as a stranger gets it: packed, restored from a feed, compiled, run, published ahead of time.</summary>
public sealed class PackageTests(PackedCore packed) : IClassFixture<PackedCore>
{
    private const string Accuracy = "28.5";

    [Fact]
    public void The_package_holds_readme_documentation_and_symbols()
    {
        Assert.Single(Directory.GetFiles(packed.Feed, "*.snupkg"));
        using ZipArchive package = ZipFile.OpenRead(Assert.Single(Directory.GetFiles(packed.Feed, "*.nupkg")));
        string[] entries = [.. package.Entries.Select(entry => entry.FullName)];
        Assert.Contains("README.md", entries);
        Assert.Contains("lib/net10.0/NatsBench.Fast.xml", entries);
    }

    [Fact]
    public void A_project_that_restores_it_opens_a_file_and_asks()
    {
        string answer = PackedCore.Run(packed.Project, "dotnet", "run", "-c", "Release", "--", packed.Sample);
        Assert.Equal(Accuracy, answer.Trim());
    }

    [Fact]
    public void The_project_is_published_ahead_of_time_and_answers_the_same()
    {
        Assert.SkipUnless(
            OperatingSystem.IsWindows() || IsOnPath("clang") || IsOnPath("gcc"),
            "publishing ahead of time links with clang or gcc, and neither is installed");
        PackedCore.Run(packed.Project, "dotnet", "publish", "-c", "Release", "-p:PublishAot=true", "-o", packed["published"]);
        Assert.Equal(Accuracy, PackedCore.Run(packed.Project, Path.Combine(packed["published"], "Consumer"), packed.Sample).Trim());
    }

    private static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
