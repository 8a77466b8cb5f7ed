using NatsBench.Fast.Model;
using NatsBench.Fast.Queries;
using NatsBench.Fast.Schema;

namespace NatsBench.Fast;

public sealed partial class NatsBenchmark
{
    /// <summary>A readable summary of an architecture under one setting (the official <c>query_info_str_by_arch</c>): the same text.</summary>
    /// <param name="architecture">0 to <see cref="Count"/> - 1.</param>
    /// <param name="setting">The hyper-parameter setting (the official <c>hp</c>).</param>
    /// <exception cref="RefusedException">The setting or a number that the text shows is absent.</exception>
    public string InfoText(int architecture, TrainingSetting setting)
    {
        int row = _records.RowOf(architecture);
        SettingForm form = _records.FormOf(row, setting.Key)
            ?? throw new RefusedException(Refusal.ValueError, $"architecture {architecture}: no setting '{setting}'; its record has {RecordLookup.Listed(_records.FormOf(row).Settings.Select(s => s.Setting))}");
        return string.Join('\n', InfoLines(architecture, form, $"arch-index={architecture}"));
    }

    /// <summary>A readable summary of an architecture under every setting (the official <c>show</c>): the same text, lines joined by line feeds.</summary>
    /// <param name="architecture">0 to <see cref="Count"/> - 1.</param>
    /// <exception cref="RefusedException">A number that the text shows is absent.</exception>
    public string ShowText(int architecture)
    {
        List<string> lines = [];
        int row = _records.RowOf(architecture);
        foreach (SettingForm form in _records.FormOf(row).Settings)
        {
            IEnumerable<string> info = InfoLines(architecture, form, "None");
            lines.Add($"{new string('>', 40)} {CommonEpochs(architecture, form):D3} epochs {new string('>', 40)}");
            lines.AddRange(info);
        }
        lines.Add($"{new string('<', 40)}------------{new string('<', 40)}");
        return string.Join('\n', lines);
    }

    private List<string> InfoLines(int architecture, SettingForm form, string extra)
    {
        TrainingSetting setting = new(form.Setting);
        return InfoTextRules.Lines(
            Architecture(architecture), form.Datasets, extra, dataset => Runs(architecture, new Dataset(dataset), setting));
    }

    private int CommonEpochs(int architecture, SettingForm form)
    {
        int? common = null;
        foreach (string dataset in form.Datasets)
        {
            Runs runs = Runs(architecture, new Dataset(dataset), new TrainingSetting(form.Setting));
            for (int i = 0; i < runs.Count; i++)
            {
                _ = runs.FormOf(runs.First + i);
                int epochs = runs.Table.Epochs!.Cells[runs.First + i];
                if ((common ??= epochs) != epochs)
                    throw new RefusedException(Refusal.ValueError, $"architecture {architecture}, setting {form.Setting}: runs of {common} and of {epochs} epochs");
            }
        }
        return common ?? throw new RefusedException(Refusal.IndexError, $"architecture {architecture}, setting {form.Setting}: no run at all");
    }
}
