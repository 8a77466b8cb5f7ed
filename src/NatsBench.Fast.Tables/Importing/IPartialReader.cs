namespace NatsBench.Fast.Tables.Importing;

/// <summary>Reads one layout of published files that hold a part of what an archive does.</summary>
internal interface IPartialReader
{
    /// <summary>The word for it on the command line, and the kind that the column file's provenance says.</summary>
    string Format { get; }

    /// <summary>What such a source holds and what it lacks, and who has the rest: refusals end with it.</summary>
    string Holds { get; }

    /// <summary>Whether a source looks so.</summary>
    bool Knows(ImportSource source);

    /// <summary>Reads all of a source.</summary>
    /// <exception cref="NatsBenchException">It is damaged, or of another layout.</exception>
    void Read(ImportSource source, PartialRuns runs);

    /// <summary>The files of a source, whose hashes the provenance names.</summary>
    IEnumerable<string> FilesOf(ImportSource source) => [source.Path];
}
