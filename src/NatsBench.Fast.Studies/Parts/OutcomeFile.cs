using NatsBench.Fast.Studies.Definition;
using NatsBench.Fast.Studies.Running;
using NatsBench.Fast.Studies.Summaries;

namespace NatsBench.Fast.Studies.Parts;

/// <summary>The outcomes of a finished study, read back.</summary>
/// <param name="Identity">What they belong to.</param>
/// <param name="Study">The study.</param>
/// <param name="Experiments">The outcomes, experiment by experiment.</param>
public sealed record OutcomeFile(FileIdentity Identity, Study Study, IReadOnlyList<ExperimentOutcomes> Experiments)
{
    private const int MostTrialsOfByte = 64;

    /// <summary>Reads <c>outcomes.parquet</c> of a finished study, whatever version wrote it. Every byte is checked first.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="NatsBenchException">It is missing, cut or changed, or holds no outcomes of a whole study.</exception>
    public static OutcomeFile Read(string path) => Read(path, identity => StudyReader.Parse(identity.Study, $"{path}: natsbench.study"));

    /// <summary>As the other form, where the study is at hand: it may have algorithms, quantities and oracles that no file tells.</summary>
    /// <param name="path">The file.</param>
    /// <param name="studyOf">The study of an identity; refuses another one.</param>
    internal static OutcomeFile Read(string path, Func<FileIdentity, Study> studyOf)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using TableReader file = TableReader.TryOpen(path)
            ?? throw new NatsBenchException($"{path}: is missing, cut or changed, or no outcomes of a study; remove it and run or merge the study again");
        Study study = studyOf(file.Identity);
        StudyLayout layout = new(study, file.Identity.Space);
        OutcomeTable table = new(layout);
        // Every trial has its clock, and few are alike: room is made for no more trials than the file could hold, however well it is packed.
        if (!file.Fits(table) || PartFiles.NumberOf(file) is not null || file.RowCount != (long)layout.Experiments.Count * study.Trials * layout.ReportCount
            || (long)layout.Experiments.Count * study.Trials > MostTrialsOfByte * file.Length)
            throw file.Foreign();
        IReadOnlyList<ExperimentOutcomes> all = Room(layout);
        int part = 0;
        for (int group = 0; group < file.GroupCount; group++)
        {
            table.Clear();
            file.Read(group, table);
            for (int first = 0, taken; first < table.Rows; first += taken)
            {
                StudyPart range = layout.Part(part++);
                taken = range.Count * layout.ReportCount;
                if (first + taken > table.Rows || !table.Fits(range, first, taken))
                    throw file.Foreign();
                table.Take(range, first, all[range.Experiment].Outcomes);
            }
        }
        return new OutcomeFile(file.Identity, study, all);
    }

    /// <summary>Room for the outcomes of a study, with their names.</summary>
    internal static IReadOnlyList<ExperimentOutcomes> Room(StudyLayout layout) => [.. layout.Experiments.Select((experiment, number) =>
        new ExperimentOutcomes(
            number, layout.Space, experiment.Dataset, experiment.Algorithm.Name, experiment.Parameters.Text,
            layout.Budget(experiment.Dataset), layout.Reports(experiment.Dataset),
            new OutcomeColumns(layout.Study.Trials, layout.ReportCount, layout.Study.Objectives.Count > 0)) { Objectives = layout.Study.Objectives })];
}
