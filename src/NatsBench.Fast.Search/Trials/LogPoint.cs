namespace NatsBench.Fast.Search.Trials;

/// <summary>One evaluation of a trial, as it ended.</summary>
/// <param name="Clock">Simulated seconds since the trial began.</param>
/// <param name="Cost">Seconds that this evaluation was charged.</param>
/// <param name="Reward">Validation accuracy in percent.</param>
/// <param name="Architecture">What was trained.</param>
/// <param name="Epochs">For how many epochs.</param>
/// <param name="Draw">The 32 bits that chose the stored seed.</param>
/// <param name="Worker">Which worker trained it; 0 in sequence.</param>
/// <param name="Incumbent">The best architecture so far, this evaluation included.</param>
public readonly record struct LogPoint(
    double Clock, double Cost, double Reward, int Architecture, int Epochs, uint Draw, int Worker, int Incumbent);
