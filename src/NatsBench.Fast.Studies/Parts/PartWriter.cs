using NatsBench.Fast.Studies.Definition;
using NatsBench.Fast.Studies.Running;

namespace NatsBench.Fast.Studies.Parts;

/// <summary>Writes finished parts into a folder. Used by one thread; one that failed is not used again.</summary>
internal sealed class PartWriter(string folder, string owner, StudyLayout layout, Task<FileIdentity> identity)
{
    private readonly OutcomeTable _outcomes = new(layout);
    private readonly TraceTable _traces = new(layout);

    public void Write(PartResult result)
    {
        StudyPart part = result.Part;
        PartFiles files = PartFiles.In(folder, part.Number);
        if (layout.Study.Traces != TraceKeeping.None)
        {
            _traces.Add(part, result.Traces);
            Write(files.Traces, _traces, part);
        }
        _outcomes.Add(part, result.Outcomes);
        Write(files.Outcomes, _outcomes, part);
    }

    private void Write(string path, PartTable table, StudyPart part)
    {
        using TableWriter writer = new(path, owner, table, identity, PartFiles.Metadata(part.Number, layout));
        writer.Write(table);
        writer.Close();
        writer.Publish();
    }
}
