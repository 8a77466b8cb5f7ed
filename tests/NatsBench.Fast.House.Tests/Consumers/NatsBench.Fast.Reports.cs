using NatsBench.Fast.Model;
using NatsBench.Fast.Reports.Runs;

RunProvenance nowhere = new("made here", RunFormat.FinalList, "", TrialPairing.Independent, "nothing is said", RunClock.Absent);
RunTrial[] trials = [.. Enumerable.Range(0, 3).Select(number => new RunTrial(number, 6111, 91.6, 94.4, 0, double.NaN, 0))];
RunSet runs = new([new RunEntry("rea", "", Dataset.Cifar10, Dataset.Cifar10, null, trials, nowhere)]);
Console.WriteLine($"{runs.Entries.Count} {runs.Entries[0].Name} {runs.Entries[0].ReportDataset} {runs.Entries[0].Trials.Count}");
