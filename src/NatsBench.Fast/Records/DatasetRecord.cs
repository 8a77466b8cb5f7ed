namespace NatsBench.Fast.Records;

/// <summary>The trials of one architecture on one dataset under one setting.</summary>
/// <param name="Dataset">The official key: <c>cifar10-valid</c>, <c>cifar10</c>, <c>cifar100</c>, <c>ImageNet16-120</c>, or a third party's own.</param>
/// <param name="Seeds">The record's own seed list, in its order, which is the order of every mean (<c>dataset_seed</c>).</param>
/// <param name="Trials">One trial a seed; null where the list names a seed without a trial.</param>
public sealed record DatasetRecord(string Dataset, long[] Seeds, TrialRecord?[] Trials);
