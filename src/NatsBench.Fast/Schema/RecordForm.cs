namespace NatsBench.Fast.Schema;

/// <summary>The outline that many records share: which settings and datasets, in which order. Rows refer to it by number.</summary>
internal sealed record RecordForm(IReadOnlyList<SettingForm> Settings)
{
    /// <summary>Whether records of this form have a dataset under a setting.</summary>
    public bool Has(string setting, string dataset)
    {
        foreach (SettingForm form in Settings)
            if (form.Setting == setting && form.Has(dataset))
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
        foreach (string own in Datasets)
            if (own == dataset)
                return true;
        return false;
    }
}
