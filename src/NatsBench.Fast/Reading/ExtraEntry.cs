using NatsBench.Fast.Records;
using NatsBench.Fast.Schema;

namespace NatsBench.Fast.Reading;

/// <summary>One extra column in a file. Thread-safe.</summary>
internal sealed class ExtraEntry(string path, string name, ColumnSource description, ColumnSource values)
{
    public string Path => path;

    public string Name => name;

    /// <summary>Its numbers, one an architecture, decoded on first use.</summary>
    public WholeColumn<double> Values { get; } = new(values, double.NaN, CheckNumbers);

    /// <summary>What it is, once it is known to be about the architectures of a benchmark.</summary>
    /// <param name="architectures">Those of the benchmark.</param>
    /// <param name="benchmark">The benchmark's file, for messages.</param>
    /// <exception cref="DamagedFileException">The document, or the number of cells, cannot be.</exception>
    /// <exception cref="NatsBenchException">It is about other architectures.</exception>
    public ExtraDescription Describe(ArchitectureTexts architectures, string benchmark)
    {
        byte[] bytes = new WholeColumn<byte>(description, 0).Array;
        ExtraDocument document;
        try
        {
            document = ExtraJson.Read(name, bytes);
        }
        catch (FormatException e)
        {
            throw description.Damaged($"the document is not as this version writes it ({e.Message})", e);
        }
        if (document.Architectures != architectures.Count || document.ArchitecturesSha256 != architectures.Sha256)
            throw new NatsBenchException(
                $"{path}: extra column {name} is about {document.Architectures} architectures of another space, or in another order, than the {architectures.Count} of {benchmark}; attach its source to this file anew");
        if (values.ItemCount != architectures.Count)
            throw values.Damaged($"has {values.ItemCount} cells where there are {architectures.Count} architectures");
        return document.Description;
    }

    private static void CheckNumbers(ColumnSource source, ReadOnlySpan<double> cells, ReadOnlySpan<CellState> states)
    {
        for (int i = 0; i < cells.Length; i++)
            if (!double.IsFinite(cells[i]) && (states.IsEmpty || states[i] == CellState.Number))
                throw source.Damaged($"the number of architecture {i} is not finite");
    }
}
