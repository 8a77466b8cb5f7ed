using NatsBench.Fast.Records;
using NatsBench.Fast.Synthesis.Measures;

namespace NatsBench.Fast.Synthesis.Spaces;

/// <summary>Makes the four datasets of a setting.</summary>
internal static class SettingMaker
{
    /// <summary>Makes a setting.</summary>
    /// <param name="setting">Which one.</param>
    /// <param name="seeds">The seeds of a dataset, in the order of its list.</param>
    /// <param name="trial">Makes one trial.</param>
    public static SettingRecord Make(SettingPlan setting, Func<TrainingSet, int[]> seeds, Func<SettingPlan, TrainingSet, int, TrialRecord> trial)
    {
        var datasets = new DatasetRecord[TrainingSet.All.Count];
        foreach (TrainingSet set in TrainingSet.All)
        {
            int[] list = seeds(set);
            datasets[set.Number] = new DatasetRecord(
                set.Name,
                [.. list.Select(seed => (long)seed)],
                [.. list.Select(seed => trial(setting, set, seed))]);
        }
        return new SettingRecord(setting.Key, datasets, WeightsCleared: true);
    }
}
