using NatsBench.Fast.Model;
using NatsBench.Fast.Queries;
using NatsBench.Fast.Records;
using NatsBench.Fast.Schema;

namespace NatsBench.Fast;

public sealed partial class NatsBenchmark
{
    /// <summary>
    /// Everything the file holds about an architecture, as the archive had it: all trials, all curves (the official
    /// <c>query_by_index</c>). Allocates the whole record; for single numbers ask <see cref="Runs"/>.
    /// </summary>
    /// <param name="architecture">0 to <see cref="Count"/> - 1.</param>
    /// <exception cref="RefusedException">The index is outside the space or has no record.</exception>
    /// <exception cref="NatsBenchException">The file is search-only.</exception>
    public ArchitectureRecord Record(int architecture)
    {
        RequireNats("are no records in the official form");
        _file.RequireWholeRecords();
        int row = _records.RowOf(architecture);
        string text = Architecture(architecture);
        return new ArchitectureRecord(architecture, text, [.. _records.FormOf(row).Settings.Select(setting => new SettingRecord(
            setting.Setting,
            [.. setting.Datasets.Select(dataset => RecordReader.Read(_records.RunsOf(row, architecture, dataset, setting.Setting), text))],
            setting.WeightsCleared))]);
    }

    /// <summary>The settings of an architecture's record, in its order.</summary>
    /// <param name="architecture">0 to <see cref="Count"/> - 1.</param>
    /// <exception cref="RefusedException">The index is outside the space or has no record.</exception>
    public IReadOnlyList<TrainingSetting> SettingsOf(int architecture) =>
        [.. _records.FormOf(_records.RowOf(architecture)).Settings.Select(form => new TrainingSetting(form.Setting))];

    /// <summary>The datasets of an architecture's record under a setting, in its order.</summary>
    /// <param name="architecture">0 to <see cref="Count"/> - 1.</param>
    /// <param name="setting">The hyper-parameter setting (the official <c>hp</c>).</param>
    /// <exception cref="RefusedException">The index is outside the space, has no record, or lacks the setting.</exception>
    public IReadOnlyList<Dataset> DatasetsOf(int architecture, TrainingSetting setting) =>
        [.. _records.FormOf(_records.RowOf(architecture), architecture, setting.Key).Datasets.Select(name => new Dataset(name))];

    /// <summary>How many architectures have how many runs on a dataset (the official <c>statistics</c>); 0 counts records without the dataset.</summary>
    /// <param name="dataset">The dataset trained on.</param>
    /// <param name="setting">The hyper-parameter setting (the official <c>hp</c>).</param>
    /// <param name="among">Indices to count, each with a record; null for all that have one.</param>
    /// <exception cref="RefusedException">A record lacks the setting.</exception>
    public IReadOnlyDictionary<int, int> CountRuns(Dataset dataset, TrainingSetting setting, IEnumerable<int>? among = null)
    {
        SortedDictionary<int, int> counts = [];
        foreach (int architecture in among?.Distinct() ?? RecordedArchitectures)
        {
            int row = _records.RowOf(architecture);
            SettingForm form = _records.FormOf(row, architecture, setting.Key);
            int runs = form.Datasets.Contains(dataset.Name) ? _records.RunsOf(row, architecture, dataset.Name, setting.Key).Count : 0;
            counts[runs] = counts.GetValueOrDefault(runs) + 1;
        }
        return counts;
    }

    /// <summary>
    /// The configuration that builds the network (the official <c>get_net_config</c>), from the first setting's first run:
    /// <c>name, C, N, arch_str, num_classes</c> or <c>name, channels, genotype, num_classes</c>.
    /// </summary>
    /// <param name="architecture">0 to <see cref="Count"/> - 1.</param>
    /// <param name="dataset">The dataset trained on.</param>
    /// <exception cref="RefusedException">The record or the dataset is absent, or its configuration lacks a key.</exception>
    public IReadOnlyList<ConfigEntry> NetworkConfig(int architecture, Dataset dataset)
    {
        int row = _records.RowOf(architecture);
        SettingForm first = _records.FormOf(row).Settings is [var setting, ..]
            ? setting
            : throw new RefusedException(Refusal.ValueError, $"architecture {architecture}: a record without settings");
        Runs runs = Runs(architecture, dataset, new TrainingSetting(first.Setting));
        if (runs.Count == 0)
            throw new RefusedException(Refusal.ValueError, $"{runs.Where}: no run at all");
        runs.RefuseAbsentTrials();
        return NetworkConfigRules.Of(RecordReader.Config(runs.FormOf(runs.First), Architecture(architecture)), runs.Where);
    }
}
