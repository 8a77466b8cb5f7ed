using NatsBench.Fast.Schema;

namespace NatsBench.Fast.Extracting;

/// <summary>What is left of the outlines of records where settings and datasets are left out.</summary>
internal sealed class FormSelection
{
    private readonly int[] _numbers;

    /// <param name="forms">The outlines of a file.</param>
    /// <param name="keepsSetting">Whether a setting is kept.</param>
    /// <param name="keepsDataset">Whether a dataset is kept; a setting of which none is left goes too.</param>
    public FormSelection(IReadOnlyList<RecordForm> forms, Func<string, bool> keepsSetting, Func<string, bool> keepsDataset)
    {
        _numbers = new int[forms.Count];
        List<RecordForm> kept = [];
        for (int number = 0; number < forms.Count; number++)
        {
            RecordForm form = new([.. forms[number].Settings
                .Where(setting => keepsSetting(setting.Setting) && (setting.Datasets.Count == 0 || setting.Datasets.Any(keepsDataset)))
                .Select(setting => setting with { Datasets = [.. setting.Datasets.Where(keepsDataset)] })]);
            int same = kept.FindIndex(other => AreEqual(other, form));
            _numbers[number] = same < 0 ? kept.Count : same;
            if (same < 0)
                kept.Add(form);
        }
        Forms = kept;
    }

    public IReadOnlyList<RecordForm> Forms { get; }

    /// <summary>The number of what is left of an outline.</summary>
    public int this[int number] => _numbers[number];

    private static bool AreEqual(RecordForm one, RecordForm other) =>
        one.Settings.Count == other.Settings.Count && one.Settings.Zip(other.Settings).All(pair =>
            pair.First.Setting == pair.Second.Setting && pair.First.WeightsCleared == pair.Second.WeightsCleared && pair.First.Datasets.SequenceEqual(pair.Second.Datasets));
}
