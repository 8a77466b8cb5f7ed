using NatsBench.Fast.Model;
using NatsBench.Fast.Reports.Pictures;
using NatsBench.Fast.Reports.Tables;

namespace NatsBench.Fast.Reports.Paper;

/// <summary>Collects the parts of a section; what the table lacks becomes a note instead of a part. Used by one thread.</summary>
internal sealed class SectionBuilder(PaperTable table, string name, string title, string meaning)
{
    private readonly List<ResultTable> _tables = [], _data = [];
    private readonly List<Picture> _pictures = [];
    private readonly List<string> _notes = [];

    // What is left out, by the reason.
    private readonly OrderedDictionary<string, List<string>> _lacks = [];

    public PaperTable Table => table;

    /// <summary>The name of a part.</summary>
    public string Name(string part) => $"{table.Prefix}-{name}{(part.Length > 0 ? $"-{part}" : "")}";

    /// <summary>The name of a dataset within the names of parts.</summary>
    public static string Part(Dataset dataset) => dataset == Dataset.ImageNet16120 ? "imagenet16-120" : dataset.Name;

    /// <summary>Does something that the table may not have the numbers for.</summary>
    /// <param name="what">What is left out then.</param>
    /// <param name="work">Adds parts.</param>
    public void Try(string what, Action work)
    {
        try
        {
            work();
        }
        catch (NatsBenchException e)
        {
            string reason = e.Message.Replace($"{table.Bench.Path}: ", "", StringComparison.Ordinal);
            _lacks.TryAdd(reason, []);
            _lacks[reason].Add(what);
        }
    }

    public void Note(string text) => _notes.Add(text);

    /// <summary>Adds a table to be read.</summary>
    public void AddTable(string part, string caption, IReadOnlyList<ResultColumn> columns, IEnumerable<IReadOnlyList<ResultCell>> rows) =>
        _tables.Add(Make(part, caption, columns, rows));

    /// <summary>Adds a table for programs.</summary>
    public void AddData(string part, string caption, IReadOnlyList<ResultColumn> columns, IEnumerable<IReadOnlyList<ResultCell>> rows) =>
        _data.Add(Make(part, caption, columns, rows));

    public void AddPicture(Picture picture) => _pictures.Add(picture with
    {
        Synthetic = table.Synthetic,
        Footnote = $"{table.Space.OfficialName()} space",
    });

    public PaperSection Build() => new($"{table.Prefix}-{name}", $"{title} ({table.Space.OfficialName()} space)", meaning)
    {
        Tables = _tables,
        Data = _data,
        Pictures = _pictures,
        Notes = [.. _notes, .. _lacks.Select(lack => $"{string.Join(", ", lack.Value)}: not computed, for this table lacks what it needs ({lack.Key})")],
    };

    private ResultTable Make(string part, string caption, IReadOnlyList<ResultColumn> columns, IEnumerable<IReadOnlyList<ResultCell>> rows) =>
        new(Name(part), caption, columns, [.. rows]) { Synthetic = table.Synthetic };
}
