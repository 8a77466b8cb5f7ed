using NatsBench.Fast.Internals;
using NatsBench.Fast.Reading;

namespace NatsBench.Fast.Extracting;

/// <summary>Writes a part of a column file as a column file of its own: what it holds has the same bits, and the same provenance.</summary>
public static class BenchmarkExtraction
{
    /// <summary>Writes a part of a file. Blocks are copied as they are where all architectures are kept: all of a file is that file again.</summary>
    /// <param name="benchmark">A column file, which is only read.</param>
    /// <param name="target">The file to write, aside and renamed; the same file may be named.</param>
    /// <param name="options">Which part. Extra columns in the file are kept; those beside it stay beside it.</param>
    /// <exception cref="NatsBenchException">A file cannot be read or written, or has nothing of what is asked for.</exception>
    /// <exception cref="DamagedFileException">The file is not sound.</exception>
    public static void Extract(string benchmark, string target, ExtractionOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(benchmark);
        ArgumentException.ThrowIfNullOrEmpty(target);
        ArgumentNullException.ThrowIfNull(options);
        using NatsBenchFile file = NatsBenchFile.Open(benchmark);
        Require(file, "dataset", options.Datasets?.Select(dataset => dataset.Name), file.Tables.Select(table => table.Dataset));
        Require(file, "setting", options.Settings?.Select(setting => setting.Key), file.Tables.Select(table => table.Setting));
        foreach (int architecture in options.Architectures ?? [])
            if ((uint)architecture >= (uint)file.ArchitectureCount || file.RowOfArchitecture[architecture] < 0)
                throw new NatsBenchException($"{benchmark}: has no record of architecture {architecture}");
        new FilePart(file, options).Write(target);
    }

    private static void Require(NatsBenchFile file, string what, IEnumerable<string>? names, IEnumerable<string> known)
    {
        foreach (string name in names ?? [])
            if (!known.Contains(name))
                throw new NatsBenchException($"{file.Path}: has no {what} '{name}'; there are {string.Join(", ", known.Distinct())}{Nearest.Hint(name, known)}");
    }
}
