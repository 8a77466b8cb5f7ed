namespace NatsBench.Fast.Studies.Running;

/// <summary>Some consecutive trials of one experiment: what one thread runs at a time, and what one file holds.</summary>
/// <param name="Number">Its place in the study.</param>
/// <param name="Experiment">The number of the experiment.</param>
/// <param name="FirstTrial">The first trial's number.</param>
/// <param name="Count">How many trials.</param>
public readonly record struct StudyPart(int Number, int Experiment, int FirstTrial, int Count);
