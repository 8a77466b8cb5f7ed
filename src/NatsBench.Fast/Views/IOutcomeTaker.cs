namespace NatsBench.Fast.Views;

/// <summary>Is told outcomes one after the other.</summary>
internal interface IOutcomeTaker
{
    /// <summary>Takes an outcome, or stops.</summary>
    /// <returns>False where it was not taken.</returns>
    bool TryTake(int architecture, double accuracy, double cost);

    /// <summary>Takes four outcomes, accuracy and cost of each side by side, or none of them.</summary>
    /// <returns>False where none was taken: one of them would stop it.</returns>
    unsafe bool TryTake(int* architectures, double* first, double* second, double* third, double* fourth);
}
