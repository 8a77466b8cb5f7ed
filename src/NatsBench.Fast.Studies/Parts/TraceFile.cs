using NatsBench.Fast.Studies.Definition;
using NatsBench.Fast.Studies.Running;

namespace NatsBench.Fast.Studies.Parts;

/// <summary>The log points of a finished study, read back.</summary>
/// <param name="Identity">What they belong to.</param>
/// <param name="Study">The study.</param>
/// <param name="Experiments">The log points, experiment by experiment.</param>
public sealed record TraceFile(FileIdentity Identity, Study Study, IReadOnlyList<TraceRows> Experiments)
{
    /// <summary>The most log points that are read: each takes 32 bytes.</summary>
    public const int MostRows = 200_000_000;

    // As for outcomes: hardly two log points have one clock.
    private const int MostRowsOfByte = 64;

    /// <summary>Reads <c>traces.parquet</c> of a finished study, whatever version wrote it. Every byte is checked first.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="NatsBenchException">It is missing, cut or changed, holds no log points of a whole study, or more than <see cref="MostRows"/>.</exception>
    public static TraceFile Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using TableReader file = TableReader.TryOpen(path)
            ?? throw new NatsBenchException($"{path}: is missing, cut or changed, or no log points of a study; run or merge the study again");
        Study study = StudyReader.Parse(file.Identity.Study, $"{path}: natsbench.study");
        StudyLayout layout = new(study, file.Identity.Space);
        TraceTable table = new(layout);
        if (!file.Fits(table) || PartFiles.NumberOf(file) is not null || file.RowCount > MostRowsOfByte * file.Length)
            throw file.Foreign();
        if (file.RowCount > MostRows)
            throw new NatsBenchException($"{path}: {file.RowCount} log points are more than {MostRows}; run the study with --traces curve, which keeps those that curves need");
        TraceRows[] all = [.. layout.Experiments.Select(_ => new TraceRows())];
        for (int group = 0; group < file.GroupCount; group++)
        {
            table.Clear();
            file.Read(group, table);
            if (!table.TryTake(all))
                throw file.Foreign();
        }
        return new TraceFile(file.Identity, study, all);
    }
}
