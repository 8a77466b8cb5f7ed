namespace NatsBench.Fast.Search.Algorithms.Forest;

/// <summary>What a tree learns from.</summary>
internal readonly record struct Sample(PackedDigits Digits, double Reward);
