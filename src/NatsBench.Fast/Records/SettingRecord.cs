namespace NatsBench.Fast.Records;

/// <summary>One architecture under one hyper-parameter setting (the official <c>ArchResults</c>).</summary>
/// <param name="Setting">The official <c>hp</c> key: <c>01</c>, <c>12</c>, <c>90</c>, <c>200</c>, or a third party's own.</param>
/// <param name="Datasets">The datasets in the order of the record's seed lists.</param>
/// <param name="WeightsCleared">The record's <c>clear_net_done</c>.</param>
public sealed record SettingRecord(string Setting, IReadOnlyList<DatasetRecord> Datasets, bool WeightsCleared);
