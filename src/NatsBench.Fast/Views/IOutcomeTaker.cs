namespace NatsBench.Fast.Views;

/// <summary>Is told outcomes one after the other.</summary>
internal interface IOutcomeTaker
{
    /// <summary>Takes an outcome, or stops.</summary>
    /// <returns>False where it was not taken.</returns>
    bool TryTake(int architecture, double accuracy, double cost);
}
