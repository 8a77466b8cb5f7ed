namespace NatsBench.Fast.Records;

/// <summary>How much of its records a column file holds. What it holds is the same to the last bit in both.</summary>
public enum TableContents
{
    /// <summary>Everything.</summary>
    Whole = 0,

    /// <summary>
    /// What a search reads: every number after the last epoch, every total and cost, and of the curves the validation accuracies and seconds
    /// that make a simulated training under setting 12. Whatever needs another curve is refused.
    /// </summary>
    SearchOnly = 1,

    /// <summary>Every number after the last epoch, every total and cost, and no curve at all. Whatever needs one is refused.</summary>
    FinalOnly = 2,
}
