using NatsBench.Fast.Reading;
using NatsBench.Fast.Schema;

namespace NatsBench.Fast.Queries;

/// <summary>From an architecture to its row, the outline of its record, and its runs; what is absent is refused by name. Thread-safe.</summary>
internal sealed class RecordLookup(NatsBenchFile file)
{
    /// <summary>The file.</summary>
    public NatsBenchFile File => file;

    /// <summary>The runs of an architecture.</summary>
    /// <exception cref="RefusedException">The index is outside the space, or the record, the setting or the dataset is absent.</exception>
    public Runs Runs(int architecture, string dataset, string setting)
    {
        int row = RowOf(architecture);
        SettingForm form = FormOf(row, architecture, setting);
        return form.Has(dataset) ? RunsOf(row, architecture, dataset, setting) : throw new RefusedException(
            Refusal.KeyError, $"architecture {architecture}, setting {setting}: no dataset '{dataset}'; its record has {Listed(form.Datasets)}{file.PartialHint}");
    }

    /// <summary>Asks the runs of an architecture; null where the answer is a refusal.</summary>
    public T? TryAsk<T>(int architecture, TrialTable table, Func<Runs, T> question)
        where T : class
    {
        try
        {
            return question(Runs(architecture, table.Dataset, table.Setting));
        }
        catch (RefusedException)
        {
            return null;
        }
    }

    /// <summary>The runs of a row whose form has the setting and the dataset.</summary>
    public Runs RunsOf(int row, int architecture, string dataset, string setting) =>
        new(file, file.Table(setting, dataset)!, architecture, row);

    /// <summary>Row of an architecture.</summary>
    /// <exception cref="RefusedException">The index is outside the space or has no record.</exception>
    public int RowOf(int architecture)
    {
        CheckIndex(architecture);
        int row = file.RowOfArchitecture[architecture];
        return row >= 0 ? row : throw new RefusedException(
            Refusal.AssertionError, $"architecture {architecture}: the archive held no record of it; {file.Path} has {file.RowCount} of {file.ArchitectureCount}{file.PartialHint}");
    }

    /// <summary>The outline of a row's record.</summary>
    public RecordForm FormOf(int row) => file.Metadata.RecordForms[file.RowForm.Cells[row]];

    /// <summary>The outline of a setting of a row's record; null where it lacks the setting.</summary>
    public SettingForm? FormOf(int row, string setting)
    {
        IReadOnlyList<SettingForm> settings = FormOf(row).Settings;
        for (int i = 0; i < settings.Count; i++)
            if (settings[i].Setting == setting)
                return settings[i];
        return null;
    }

    /// <summary>The outline of a setting of a row's record.</summary>
    /// <exception cref="RefusedException">The record lacks the setting.</exception>
    public SettingForm FormOf(int row, int architecture, string setting) => FormOf(row, setting)
        ?? throw new RefusedException(
            Refusal.KeyError, $"architecture {architecture}: no setting '{setting}'; its record has {Listed(FormOf(row).Settings.Select(form => form.Setting))}{file.PartialHint}");

    /// <exception cref="RefusedException">The index is outside the space.</exception>
    public void CheckIndex(int architecture)
    {
        if ((uint)architecture >= (uint)file.ArchitectureCount)
            throw new RefusedException(Refusal.ValueError, $"architecture {architecture} is outside 0..{file.ArchitectureCount - 1}");
    }

    /// <summary>Names as messages list them.</summary>
    public static string Listed(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));
}
