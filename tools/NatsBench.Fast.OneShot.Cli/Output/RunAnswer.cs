using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.OneShot.Runs;
using NatsBench.Fast.OneShot.Training;

namespace NatsBench.Fast.OneShot.Cli.Output;

/// <summary>What a run came to, or has come to so far.</summary>
internal static class RunAnswer
{
    /// <param name="folder">Its folder.</param>
    /// <param name="plan">What it does.</param>
    /// <param name="records">Its epochs, at least one.</param>
    /// <param name="seconds">How long they took; null where that is not known.</param>
    public static Answer Of(string folder, RunPlan plan, IReadOnlyList<EpochRecord> records, double? seconds)
    {
        EpochRecord last = records[^1];
        bool isFinished = RunFolder.IsFinished(folder);
        return new Answer(
            json =>
            {
                json.WriteString("folder", folder);
                json.WriteString("algorithm", plan.Settings.Algorithm.OfficialName());
                json.WriteString("parameters", plan.Parameters);
                json.WriteString("dataset", plan.Dataset.Name);
                json.WriteNumber("seed", plan.Settings.Seed);
                json.WriteBoolean("finished", isFinished);
                json.WriteNumber("epochs", records.Count);
                json.WriteDouble("seconds", seconds);
                json.WriteArchitecture(last.Index, last.Measures.Selection.Architecture);
                json.WriteValue("supernet_valid", last.Measures.Valid.Top1);
                json.WriteValue("supernet_score", last.Score);
                TableAccuracies.Write(json, last.Table);
            },
            text =>
            {
                text.Title($"{folder}: {plan.Settings.Algorithm.PaperName()} on {plan.Dataset}, seed {plan.Settings.Seed}{(plan.Parameters.Length > 0 ? $", {plan.Parameters}" : "")}");
                text.Line($"{(isFinished ? "finished" : $"not finished: {records.Count} of {plan.Settings.Epochs} epochs")}{(seconds is { } known ? $", {Display.Seconds(known)} as measured" : "")}");
                text.Line($"architecture {last.Index}: {last.Measures.Selection.Architecture}");
                text.Line($"supernet: {Display.Accuracy(last.Measures.Valid.Top1)} of the validation images; the architecture in it {Display.Accuracy(last.Score)}");
                TableAccuracies.Write(text, last.Table);
            });
    }

    /// <summary>What an answer about such epochs says of the model behind their table: empty where the numbers were measured.</summary>
    public static string Synthetic(IEnumerable<EpochRecord> records) => records.Any(record => record.Table.Any(accuracy => accuracy.IsSynthetic)) ? "the table that the run was given" : "";
}
