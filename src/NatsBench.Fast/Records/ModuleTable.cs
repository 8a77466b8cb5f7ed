namespace NatsBench.Fast.Records;

/// <summary>The trainings of modules for one number of epochs, in the order of modules and, within a module, of their repeats.</summary>
/// <param name="Epochs">2 or more.</param>
/// <param name="FirstTrial">First training of each module, and one more: its trainings end where the next one's begin.</param>
/// <param name="Fill">Tells the numbers of some trainings; called from several threads.</param>
internal sealed record ModuleTable(int Epochs, int[] FirstTrial, FillTrainings Fill);

/// <summary>Tells numbers of trainings.</summary>
/// <param name="first">Number of the first training of the table.</param>
/// <param name="isHalfway">Whether they are those after half of the epochs, rounded down, or those after the last one.</param>
/// <param name="trainings">Receives them.</param>
internal delegate void FillTrainings(int first, bool isHalfway, ModuleTrainings trainings);

/// <summary>What a training had come to after an epoch; null where the record lacks it.</summary>
/// <param name="Seconds">Seconds of training so far.</param>
/// <param name="Train">Training accuracy, percent.</param>
/// <param name="Valid">Validation accuracy, percent.</param>
/// <param name="Test">Test accuracy, percent.</param>
internal readonly record struct ModulePoint(double? Seconds, double? Train, double? Valid, double? Test);
