namespace NatsBench.Fast.Schema;

/// <summary>The outline that many records share: which settings and datasets, in which order. Rows refer to it by number.</summary>
internal sealed record RecordForm(IReadOnlyList<SettingForm> Settings)
{
    /// <summary>Whether records of this form have a dataset under a setting.</summary>
    public bool Has(string setting, string dataset)
    {
        for (int i = 0; i < Settings.Count; i++)
            if (Settings[i].Setting == setting && Settings[i].Has(dataset))
                return true;
        return false;
    }
}

/// <summary>One setting of a <see cref="RecordForm"/>.</summary>
internal sealed record SettingForm(string Setting, bool WeightsCleared, IReadOnlyList<string> Datasets)
{
    /// <summary>Whether records of this form have a dataset under the setting.</summary>
    public bool Has(string dataset)
    {
        // By number: an enumerator would be allocated for each query.
        for (int i = 0; i < Datasets.Count; i++)
            if (Datasets[i] == dataset)
                return true;
        return false;
    }
}
