namespace NatsBench.Fast.Reports.Runs;

/// <summary>Whether trials of one number pair.</summary>
public enum TrialPairing
{
    /// <summary>They share their random numbers: a legitimate pair.</summary>
    CommonRandomNumbers,

    /// <summary>Nobody says that they share anything: they are taken for independent.</summary>
    Independent,
}
