namespace NatsBench.Fast.Queries;

/// <summary>
/// What a simulated training does where an epoch has no validation accuracy: in the topology space under setting 200,
/// CIFAR-100 and ImageNet16-120 have one after the last epoch only.
/// </summary>
public enum MissingValidation
{
    /// <summary>Refuse: no number without test images exists.</summary>
    Refuse = 0,

    /// <summary>
    /// As the official library 1.5 and later: answer with the accuracy on validation and test images together, and the
    /// validation time of a second query at the last epoch. Half of the test set leaks into the search.
    /// </summary>
    OfficialTestLeak = 1,
}
