using System.Diagnostics;
using NatsBench.Fast.Conversion.Archives;
using NatsBench.Fast.Conversion.NasBench101;
using NatsBench.Fast.Conversion.Provenance;
using NatsBench.Fast.Records;
using NatsBench.Fast.Writing;

namespace NatsBench.Fast.Conversion;

/// <summary>Converts an official archive to a column file.</summary>
public static class ArchiveConverter
{
    /// <summary>
    /// Converts an archive. The same archive gives the same bytes, on any machine and with any number of threads; a column file
    /// appears only when it is complete.
    /// </summary>
    /// <param name="archive">A directory, a <c>.tar</c> of it, the single <c>.pickle.pbz2</c> (<see cref="ArchiveSource"/>), or NAS-Bench-101's <c>.tfrecord</c>.</param>
    /// <param name="output">The column file to write; an existing one is replaced.</param>
    /// <param name="options">Threads, progress, cancellation.</param>
    /// <returns>What was read, absent and odd.</returns>
    /// <exception cref="DamagedFileException">A file of the archive is not whole.</exception>
    /// <exception cref="NatsBenchException">The archive holds something else than official records.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ConversionReport Convert(string archive, string output, ConversionOptions? options = null)
    {
        options ??= new();
        return ModuleReader.IsTfRecord(archive) ? ModuleConverter.Convert(archive, output, options) : ConvertRecords(archive, output, options);
    }

    /// <summary>Converts records of architectures alone: for who has no use of NAS-Bench-101, and shall not carry what reads it.</summary>
    /// <inheritdoc cref="Convert"/>
    internal static ConversionReport ConvertRecords(string archive, string output, ConversionOptions options)
    {
        var clock = Stopwatch.StartNew();
        using ArchiveSource source = ArchiveSource.Open(archive, options.Bzip2, options.Cancellation);
        using NatsBenchWriter writer = NatsBenchWriter.Create(output);
        writer.Cancellation = options.Cancellation;
        var counter = new AbsenceCounter();
        foreach (ArchitectureRecord record in source.ReadRecords(options.Threads, options.Cancellation))
        {
            writer.Add(record);
            counter.Add(record);
            options.Progress?.Report(new(counter.Records, source.RecordCount, source.BytesRead, source.TotalBytes, clock.Elapsed));
        }
        IReadOnlyList<string> architectures = source.Architectures!;
        Records.Provenance provenance = source.GetProvenance();
        options.Cancellation.ThrowIfCancellationRequested();
        writer.Complete(architectures, provenance);
        return new ConversionReport
        {
            Provenance = provenance,
            Decompressor = source.IsCompressed ? options.Bzip2.Name : "",
            NameCheck = source.NameCheck,
            Architectures = architectures.Count,
            Records = counter.Records,
            Trials = counter.Trials,
            TrialsWithWeights = counter.TrialsWithWeights,
            Curves = counter.Curves,
            Numbers = counter.Numbers,
            Absent = counter.ToFindings(architectures.Count),
            Odd = source.Odd,
            Elapsed = clock.Elapsed,
        };
    }
}
