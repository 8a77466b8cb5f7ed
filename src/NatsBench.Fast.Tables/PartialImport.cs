using System.Security.Cryptography;
using System.Text;
using NatsBench.Fast.Conversion.Provenance;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Records;
using NatsBench.Fast.Tables.Importing;
using NatsBench.Fast.Writing;

namespace NatsBench.Fast.Tables;

/// <summary>
/// Column files of what others published of the topology space's trainings: a part of what an archive holds. What a source lacks is absent, and a
/// question about it is refused with the name of the source that could answer. Files may be anyone's: nothing of them is run.
/// </summary>
public static class PartialImport
{
    private static readonly IPartialReader[] Readers =
        [new SyneTuneReader(), new HpoBenchReader(), new SimpleHpoBenchReader(), new NaslibRunsReader(), new NaslibJsonReader(), new MfNasReader(), new MiniNasBenchReader()];

    /// <summary>The layouts, by the words of the command line.</summary>
    public static IReadOnlyList<string> Formats { get; } = [.. Readers.Select(reader => reader.Format)];

    /// <summary>Writes a column file of sources of one layout; it appears only when it is complete, and equal sources give equal bytes.</summary>
    /// <param name="sources">Files, or folders, one or more.</param>
    /// <param name="output">The column file to write; an existing one is replaced.</param>
    /// <param name="format">The layout, one of <see cref="Formats"/>; null to tell it by the content.</param>
    /// <param name="dataset">The dataset, where a source does not say it; null for what names of files say.</param>
    /// <param name="progress">Told what share is done: half of it is the reading.</param>
    /// <param name="cancellation">Ends it between two sources or records; it leaves nothing behind.</param>
    /// <returns>What was read, and what was left out.</returns>
    /// <exception cref="NatsBenchException">A source is of no known layout, of another than the first, or damaged; or the file cannot be written.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static PartialReport Write(
        IReadOnlyList<string> sources, string output, string? format = null, string? dataset = null, IProgress<double>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentOutOfRangeException.ThrowIfZero(sources.Count, nameof(sources));
        ArgumentException.ThrowIfNullOrEmpty(output);
        IPartialReader? asked = format is null ? null : Array.Find(Readers, one => one.Format == format)
            ?? throw new NatsBenchException($"no layout '{format}'; there are {string.Join(", ", Formats)}");
        IPartialReader? reader = null;
        int number = 0, written = 0;
        PartialRuns runs = new();
        List<(string Name, string Sha256, long Bytes)> files = [];
        foreach (string path in sources)
        {
            ImportSource source = new(path, dataset);
            IPartialReader own = asked ?? Array.Find(Readers, one => one.Knows(source))
                ?? throw source.Fault(FileContent.Of(source.Start) is { IsAroundAnother: true } content ? $"is {content.What}; {content.Remedy}" : $"is of no known layout ({string.Join(", ", Formats)}); an archive is for 'natsbench convert', a table of numbers for 'natsbench attach'");
            if (reader is not null && own != reader)
                throw source.Fault($"is of the layout {own.Format}, and others of {reader.Format}; import them apart");
            reader = own;
            runs.Begin(share => progress?.Report((number + share) / sources.Count / 2), cancellation);
            own.Read(source, runs);
            number++;
            files.AddRange(own.FilesOf(source).Select(file => (Path.GetFileName(file), FileHash.Of(file), new FileInfo(file).Length)));
        }
        if (runs.Count == 0)
            throw new NatsBenchException($"{sources[0]}: holds no training");
        Provenance provenance = Provenance(sources, reader!, files);
        using NatsBenchWriter writer = NatsBenchWriter.Create(output);
        foreach (ArchitectureRecord record in runs.ToRecords(sources[0]))
        {
            cancellation.ThrowIfCancellationRequested();
            writer.Add(record);
            progress?.Report(0.5 + ((double)++written / runs.Architectures / 2));
        }
        writer.Complete(Cells.Texts, provenance);
        return new(provenance, runs.Architectures, runs.Count, [.. runs.Notes.Select(note => new Finding(note.What, note.Count, []))]);
    }

    private static Provenance Provenance(IReadOnlyList<string> sources, IPartialReader reader, List<(string Name, string Sha256, long Bytes)> files)
    {
        string list = string.Concat(files.OrderBy(file => file.Name, StringComparer.Ordinal).Select(file => $"{file.Name}\n{file.Sha256}\n"));
        return new()
        {
            SourceName = string.Join(", ", sources.Select(path => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))))),
            SourceKind = reader.Format,
            SourceBytes = files.Sum(file => file.Bytes),
            SourceSha256 = files.Count == 1 ? files[0].Sha256 : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(list))),
            Tool = ToolVersion.Text,
            Partial = reader.Holds,
        };
    }
}
