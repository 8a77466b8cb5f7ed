using NatsBench.Fast.Studies.Definition;
using NatsBench.Fast.Studies.Running;

namespace NatsBench.Fast.Studies.Parts;

/// <summary>Writes finished parts into a folder. Used by one thread; one that failed is not used again.</summary>
internal sealed class PartWriter(string folder, string owner, StudyLayout layout, Task<FileIdentity> identity)
{
    // A part of more is written as it is encoded.
    private const int MostRowsInMemory = 1 << 18;

    private readonly OutcomeTable _outcomes = new(layout);
    private readonly TraceTable _traces = new(layout);

    /// <summary>Writes a part.</summary>
    public void Write(PartResult result) => Write(result, room: null);

    /// <summary>Writes a part.</summary>
    /// <param name="result">The part.</param>
    /// <param name="room">Receives the file of its log points as well, unsealed; null where nobody wants it.</param>
    /// <returns>Whether the room was filled.</returns>
    public bool Write(PartResult result, MemoryStream? room)
    {
        StudyPart part = result.Part;
        PartFiles files = PartFiles.In(folder, part.Number);
        if (layout.Study.Traces == TraceKeeping.None || result.Traces.Trial.Count > MostRowsInMemory)
            room = null;
        if (layout.Study.Traces != TraceKeeping.None)
        {
            _traces.Show(part, result.Traces);
            Write(files.Traces, _traces, part, room);
        }
        _outcomes.Add(part, result.Outcomes);
        Write(files.Outcomes, _outcomes, part, room: null);
        return room is not null;
    }

    private void Write(string path, PartTable table, StudyPart part, MemoryStream? room)
    {
        room?.SetLength(0);
        using TableWriter writer = new(path, owner, table, identity, PartFiles.Metadata(part.Number, layout), room);
        writer.Write(table);
        writer.Close();
        writer.Publish();
    }
}
