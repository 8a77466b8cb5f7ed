using NatsBench.Fast.Studies.Definition;
using NatsBench.Fast.Studies.Running;
using NatsBench.Fast.Studies.Summaries;

namespace NatsBench.Fast.Studies.Parts;

/// <summary>Makes the two files of a finished study from those of its parts, one part in memory at a time: the same bytes whoever ran them.</summary>
internal static class StudyAssembly
{
    // A row group ends with the block that fills it: large enough to be read fast, small enough to be held.
    private const int RowsOfGroup = 1 << 18;
    private const int MostRowsOfByte = 6;

    /// <summary>Assembles a study.</summary>
    /// <param name="folder">Where the files go.</param>
    /// <param name="owner">Who writes.</param>
    /// <param name="layout">The study.</param>
    /// <param name="identity">Its identity.</param>
    /// <param name="parts">The files of every part, by number; checked as they are read.</param>
    /// <param name="progress">Told the share that is done.</param>
    /// <param name="cancellation">Stops between parts; nothing remains.</param>
    /// <returns>The outcomes.</returns>
    public static IReadOnlyList<ExperimentOutcomes> Write(
        string folder, string owner, StudyLayout layout, FileIdentity identity, IReadOnlyList<PartFiles> parts, IProgress<double>? progress,
        CancellationToken cancellation)
    {
        IReadOnlyList<ExperimentOutcomes> all = OutcomeFile.Room(layout);
        OutcomeTable outcomes = new(layout);
        TraceTable traces = new(layout);
        using TableWriter outcomeWriter = new(Path.Combine(folder, StudyFolder.OutcomesName), owner, outcomes, identity);
        using TableWriter? traceWriter = layout.Study.Traces == TraceKeeping.None
            ? null : new TableWriter(Path.Combine(folder, StudyFolder.TracesName), owner, traces, identity);
        for (int number = 0; number < parts.Count; number++)
        {
            cancellation.ThrowIfCancellationRequested();
            StudyPart part = layout.Part(number);
            int first = outcomes.Rows;
            int least = layout.EndsBlock(part) ? RowsOfGroup : int.MaxValue;
            Add(parts[number].Outcomes, outcomes, part, identity, layout);
            outcomes.Take(part, first, all[part.Experiment].Outcomes);
            WriteGroup(outcomeWriter, outcomes, least);
            if (traceWriter is not null)
            {
                Add(parts[number].Traces, traces, part, identity, layout);
                WriteGroup(traceWriter, traces, least);
            }
            progress?.Report((number + 1.0) / parts.Count);
        }
        WriteGroup(outcomeWriter, outcomes, 1);
        outcomeWriter.Close();
        if (traceWriter is not null)
        {
            WriteGroup(traceWriter, traces, 1);
            traceWriter.Close();
            traceWriter.Publish();
        }
        // The name that says that all is there.
        outcomeWriter.Publish();
        return all;
    }

    /// <summary>Adds the rows of a part's file, which is checked, to a table.</summary>
    /// <exception cref="NatsBenchException">It is missing, damaged, of another study, or not what it asks for.</exception>
    internal static void Add(string path, PartTable table, StudyPart part, FileIdentity identity, StudyLayout layout)
    {
        using TableReader file = PartCheck.Open(path, part.Number, identity, layout) ?? throw PartCheck.Damaged(path);
        int first = table.Rows;
        // A part's compression makes 22 bytes of one at most, the trials of six rows 24: room is made for no more rows than the file could hold.
        if (!file.Fits(table) || file.GroupCount != 1 || file.RowCount / MostRowsOfByte > file.Length)
            throw file.Foreign();
        file.Read(0, table);
        int rows = table.Rows - first;
        if (!table.Fits(part, first, rows))
            throw file.Foreign();
        table.AddNames(part, rows);
    }

    private static void WriteGroup(TableWriter writer, PartTable table, int least)
    {
        if (table.Rows >= least)
            writer.Write(table);
    }
}
