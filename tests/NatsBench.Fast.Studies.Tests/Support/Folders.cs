using System.Security.Cryptography;
using NatsBench.Fast.Search.Trials;
using NatsBench.Fast.Studies.Parts;
using NatsBench.Fast.Studies.Summaries;

namespace NatsBench.Fast.Studies.Tests.Support;

/// <summary>What lies in folders, and outcomes, compared.</summary>
internal static class Folders
{
    public static string OutcomesOf(string folder, int part) => PartFiles.In(Path.Combine(folder, "parts"), part).Outcomes;

    public static string TracesOf(string folder, int part) => PartFiles.In(Path.Combine(folder, "parts"), part).Traces;

    /// <summary>Names and hashes of all files.</summary>
    public static Dictionary<string, string> Contents(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .ToDictionary(path => Path.GetRelativePath(folder, path), path => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path))));

    public static void AssertEqual(IReadOnlyList<ExperimentOutcomes> expected, IReadOnlyList<ExperimentOutcomes> actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        foreach ((ExperimentOutcomes left, ExperimentOutcomes right) in expected.Zip(actual))
        {
            Assert.Equal(
                (left.Space, left.SearchDataset, left.Algorithm, left.Parameters, left.Budget), (right.Space, right.SearchDataset, right.Algorithm, right.Parameters, right.Budget));
            Assert.Equal(left.ReportDatasets, right.ReportDatasets);
            Assert.Equal<TrialOutcome>(left.Outcomes.Outcomes, right.Outcomes.Outcomes);
            Assert.Equal(left.Outcomes.Reported, right.Outcomes.Reported);
            Assert.Equal(left.Objectives, right.Objectives);
            Assert.Equal(left.Outcomes.Fronts, right.Outcomes.Fronts);
            Assert.Equal(
                left.Outcomes.Exact.Select(exact => (exact.Reward, exact.Valid, exact.Test)), right.Outcomes.Exact.Select(exact => (exact.Reward, exact.Valid, exact.Test)));
            Assert.Equal(left.Outcomes.Exact.Select(exact => exact.Reference), right.Outcomes.Exact.Select(exact => exact.Reference));
        }
    }

    /// <summary>Makes an edit in a copy of a file's bytes and puts it in its place.</summary>
    public static void Edit(string path, Func<byte[], byte[]> edit) => File.WriteAllBytes(path, edit(File.ReadAllBytes(path)));
}
