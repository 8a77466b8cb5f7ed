namespace NatsBench.Fast.Schema;

/// <summary>The columns of <see cref="ColumnPart.Archive"/>; the number is what the file stores.</summary>
internal enum ArchiveColumn : byte
{
    /// <summary>Bytes: the text of every architecture in the archive's order, each followed by a line feed.</summary>
    Architectures = 1,

    /// <summary>Bytes: the metadata document, JSON.</summary>
    Metadata = 2,

    /// <summary>Int32, one a row: the index of the architecture that the row is about.</summary>
    RowArchitecture = 3,

    /// <summary>Int32, one a row: number of the row's record form in the metadata.</summary>
    RowForm = 4,

    /// <summary>Int64, one an architecture: its module as a number (<see cref="Model.ModuleGraph.Code"/>). Only where the file lists modules.</summary>
    Graphs = 5,
}
