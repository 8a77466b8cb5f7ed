using NatsBench.Fast.Reports.Pictures;
using NatsBench.Fast.Reports.Tables;

namespace NatsBench.Fast.Reports.Paper;

/// <summary>What one analysis of the paper comes to on one table. Immutable by convention, thread-safe.</summary>
/// <param name="Name">The name of its parts: small letters, digits and hyphens.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Meaning">What is computed, and by which rules.</param>
public sealed record PaperSection(string Name, string Title, string Meaning)
{
    /// <summary>Tables to be read.</summary>
    public IReadOnlyList<ResultTable> Tables { get; init; } = [];

    /// <summary>Tables for programs, such as the points of pictures: files alone.</summary>
    public IReadOnlyList<ResultTable> Data { get; init; } = [];

    /// <summary>Pictures.</summary>
    public IReadOnlyList<Picture> Pictures { get; init; } = [];

    /// <summary>What is absent in the table, and what else a reader must know.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
