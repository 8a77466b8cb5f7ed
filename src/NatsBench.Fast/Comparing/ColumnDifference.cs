namespace NatsBench.Fast.Comparing;

/// <summary>How the numbers of one column differ between two files of a space.</summary>
/// <param name="Column">Its name, such as <c>200/cifar10/ori-test/LastTop1</c>, or that of an extra column.</param>
/// <param name="Equal">Numbers that both have, equal to the last bit.</param>
/// <param name="Different">Numbers that both have and that differ.</param>
/// <param name="OnlyInFirst">Numbers that the first file alone has.</param>
/// <param name="OnlyInSecond">Numbers that the second file alone has.</param>
/// <param name="Largest">The largest difference, second less first, by its size; NaN where nothing differs, or only in NaN.</param>
/// <param name="Where">Where that is, such as <c>architecture 11, seed 777, epoch 5</c>; empty where nothing differs.</param>
public sealed record ColumnDifference(
    string Column, long Equal, long Different, long OnlyInFirst, long OnlyInSecond, double Largest, string Where);
