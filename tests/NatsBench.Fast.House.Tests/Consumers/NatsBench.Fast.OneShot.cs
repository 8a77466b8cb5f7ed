using NatsBench.Fast.OneShot.Published;
using NatsBench.Fast.OneShot.Runs;
using NatsBench.Fast.OneShot.Training;

// What needs no native library: settings, tasks, the published rows.
OneShotPreset task = OneShotPreset.All[^1];
Console.WriteLine($"{OneShotPreset.All.Count} {task.Folder} {task.Settings.Epochs} {PublishedTable.Rows[^1].Algorithm.PaperName()}");
