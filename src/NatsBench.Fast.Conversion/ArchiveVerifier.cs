using System.Diagnostics;
using NatsBench.Fast.Conversion.Archives;
using NatsBench.Fast.Conversion.NasBench101;
using NatsBench.Fast.Conversion.Provenance;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.Conversion;

/// <summary>Compares a column file with the archive that it was made from.</summary>
public static class ArchiveVerifier
{
    /// <summary>
    /// Reads an archive again and compares every architecture, name and number with the column file, bit for bit. Takes as long
    /// as a conversion.
    /// </summary>
    /// <param name="bench">The column file.</param>
    /// <param name="archive">A directory, a <c>.tar</c> of it, the single <c>.pickle.pbz2</c>, or NAS-Bench-101's <c>.tfrecord</c>.</param>
    /// <param name="options">Threads, progress, cancellation.</param>
    /// <exception cref="DamagedFileException">A file of the archive, or the column file, is not whole.</exception>
    /// <exception cref="NatsBenchException">The archive holds something else than official records.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static VerificationReport Verify(NatsBenchmark bench, string archive, ConversionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(bench);
        options ??= new();
        if (ModuleReader.IsTfRecord(archive))
            return ModuleConverter.Verify(bench, archive, options);
        var clock = Stopwatch.StartNew();
        using ArchiveSource source = ArchiveSource.Open(archive, options.Bzip2, options.Cancellation);
        RecordComparer comparer = new();
        int records = 0;
        foreach (ArchitectureRecord record in source.ReadRecords(options.Threads, options.Cancellation))
        {
            if ((uint)record.Index < (uint)bench.Count && bench.HasRecord(record.Index))
                comparer.Compare(record, bench.Record(record.Index));
            else
                comparer.Differ("record that the file lacks", $"architecture {record.Index}");
            records++;
            options.Progress?.Report(new(records, source.RecordCount, source.BytesRead, source.TotalBytes, clock.Elapsed));
        }
        if (bench.RecordCount != records)
            comparer.Differ("number of records", $"{records} in the archive, {bench.RecordCount} in the file");
        CompareArchitectures(source.Architectures!, bench, comparer);
        return new VerificationReport(
            records, comparer.Numbers, source.GetProvenance().SourceSha256 == bench.Provenance.SourceSha256, comparer.Differences);
    }

    private static void CompareArchitectures(IReadOnlyList<string> architectures, NatsBenchmark bench, RecordComparer comparer)
    {
        if (architectures.Count != bench.Count)
            comparer.Differ("number of architectures", $"{architectures.Count} in the archive, {bench.Count} in the file");
        for (int index = 0; index < Math.Min(architectures.Count, bench.Count); index++)
            if (architectures[index] != bench.Architecture(index))
                comparer.Differ("architecture in the list", $"architecture {index}");
    }
}
