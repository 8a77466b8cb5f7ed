using NatsBench.Fast.Studies.Definition;
using NatsBench.Fast.Studies.Running;
using NatsBench.Fast.Studies.Summaries;

namespace NatsBench.Fast.Studies.Parts;

/// <summary>
/// Makes the two files of a finished study from those of its parts, a row group in memory at a time: the same bytes whoever ran them.
/// Used by one thread at a time; nothing remains unless it is finished.
/// </summary>
internal sealed class StudyAssembly : IDisposable
{
    // A row group ends with the block that fills it: large enough to be read fast, small enough to be held.
    private const int RowsOfGroup = 1 << 18;

    // A part's compression makes 22 bytes of one at most, the trials of six rows 24. Log points may be alike from trial to trial.
    private const int MostOutcomesOfByte = 6, MostLogPointsOfByte = 256;

    private readonly StudyLayout _layout;
    private readonly Task<FileIdentity> _identity;
    private readonly OutcomeTable _outcomes;
    private readonly TraceTable _traces;
    private readonly TableWriter _outcomeWriter;
    private readonly PagedWriter? _traceWriter;
    private readonly IReadOnlyList<ExperimentOutcomes> _all;

    /// <param name="folder">Where the files go.</param>
    /// <param name="owner">Who writes.</param>
    /// <param name="layout">The study.</param>
    /// <param name="identity">Its identity; waited for when the first part is added.</param>
    public StudyAssembly(string folder, string owner, StudyLayout layout, Task<FileIdentity> identity)
    {
        (_layout, _identity, _all) = (layout, identity, OutcomeFile.Room(layout));
        (_outcomes, _traces) = (new OutcomeTable(layout), new TraceTable(layout));
        _outcomeWriter = new TableWriter(Path.Combine(folder, StudyFolder.OutcomesName), owner, _outcomes, identity);
        if (layout.Study.Traces != TraceKeeping.None)
            _traceWriter = new PagedWriter(Path.Combine(folder, StudyFolder.TracesName), owner, _traces, identity);
    }

    /// <summary>Adds the next part.</summary>
    /// <param name="part">The part.</param>
    /// <param name="files">Its files.</param>
    /// <param name="fresh">What this run has just written into the files; null where they were there, and all that they hold is checked.</param>
    /// <exception cref="NatsBenchException">A file is missing, damaged, of another study, or not what it asks for.</exception>
    public void Add(StudyPart part, PartFiles files, FreshPart? fresh)
    {
        FileIdentity identity = _identity.GetAwaiter().GetResult();
        int first = _outcomes.Rows, least = _layout.EndsBlock(part) ? RowsOfGroup : int.MaxValue;
        if (fresh is not null)
            _outcomes.Add(part, fresh.Outcomes);
        else
            ReadOutcomes(files, _outcomes, part, identity, _layout);
        _outcomes.Take(part, first, _all[part.Experiment].Outcomes);
        EndOutcomes(least);
        if (_traceWriter is null)
            return;
        using TableReader traces = Open(files.Traces, _traces, part, identity, _layout, MostLogPointsOfByte, isFresh: fresh is not null, fresh?.Traces);
        if (fresh is null)
            Check(traces, _traces, part);
        _traceWriter.Add(part, traces);
        EndTraces(least);
    }

    /// <summary>Gives the files their names; every part was added.</summary>
    /// <returns>The outcomes.</returns>
    public IReadOnlyList<ExperimentOutcomes> Finish()
    {
        EndOutcomes(1);
        _outcomeWriter.Close();
        if (_traceWriter is not null)
        {
            EndTraces(1);
            _traceWriter.Close();
            _traceWriter.Publish();
        }
        // The name that says that all is there.
        _outcomeWriter.Publish();
        return _all;
    }

    public void Dispose()
    {
        _outcomeWriter.Dispose();
        _traceWriter?.Dispose();
    }

    /// <summary>Adds the outcomes of a part, which are checked, to a table.</summary>
    /// <exception cref="NatsBenchException">They are missing, damaged, of another study, or not what it asks for.</exception>
    internal static void ReadOutcomes(PartFiles files, OutcomeTable table, StudyPart part, FileIdentity identity, StudyLayout layout)
    {
        using TableReader file = Open(files.Outcomes, table, part, identity, layout, MostOutcomesOfByte);
        int first = table.Rows;
        file.Read(0, table);
        int rows = table.Rows - first;
        if (!table.Fits(part, first, rows))
            throw file.Foreign();
        table.AddNames(part, rows);
    }

    /// <summary>Reads all log points of a part, to see that they can be read and are its own.</summary>
    /// <returns>How many there are.</returns>
    /// <exception cref="NatsBenchException">They are missing, damaged, of another study, or not what it asks for.</exception>
    internal static int CheckTraces(PartFiles files, TraceTable table, StudyPart part, FileIdentity identity, StudyLayout layout)
    {
        using TableReader file = Open(files.Traces, table, part, identity, layout, MostLogPointsOfByte);
        return Check(file, table, part);
    }

    private static int Check(TableReader file, TraceTable table, StudyPart part)
    {
        file.Read(0, table);
        int rows = table.Rows;
        bool fits = table.Fits(part, 0, rows);
        table.Clear();
        return fits ? rows : throw file.Foreign();
    }

    // Room is made for no more rows than the file could hold.
    private static TableReader Open(
        string path, PartTable table, StudyPart part, FileIdentity identity, StudyLayout layout, int mostRowsOfByte, bool isFresh = false,
        MemoryStream? bytes = null)
    {
        TableReader file = PartCheck.Open(path, part.Number, identity, layout, isFresh, bytes) ?? throw PartCheck.Damaged(path);
        try
        {
            if (file.FitsPart(table) && file.GroupCount == 1 && file.RowCount / mostRowsOfByte <= file.Length)
                return file;
            throw file.Foreign();
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private void EndOutcomes(int least)
    {
        if (_outcomes.Rows >= least)
            _outcomeWriter.Write(_outcomes);
    }

    private void EndTraces(int least)
    {
        if (_traceWriter!.Rows >= least)
            _traceWriter.EndGroup();
    }
}
