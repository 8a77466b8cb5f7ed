using NatsBench.Fast.Reports.Runs;
using NatsBench.Fast.Reports.Tables;

namespace NatsBench.Fast.Reports.Pages.Contents;

/// <summary>The checklist of good practice in architecture search (Lindauer and Hutter, JMLR 2020), in words of our own, filled in with what is known.</summary>
internal static class Checklist
{
    private const string Yes = "yes", No = "no", Partly = "partly", Unknown = "not known here", Moot = "does not apply";

    public static PageSection Of(ReportedRuns runs) => new("checklist", "Checklist of good practice",
    [
        new TextBlock(
            "After Lindauer and Hutter, Best Practices for Scientific Research on Neural Architecture Search (JMLR 2020), filled in with what the runs and the table tell. "
            + "What they do not tell is for the authors to say."),
        runs.Show(new ResultTable(
            "checklist", "Good practice, as far as it is known here.",
            [new("topic", "topic", ColumnKind.Header), new("question", "question", ColumnKind.Text), new("answer", "answer", ColumnKind.Text), new("basis", "what is known", ColumnKind.Text)],
            [.. Items(runs).Select(item => (IReadOnlyList<ResultCell>)[ResultCell.Of(item.Topic), ResultCell.Of(item.Question), ResultCell.Of(item.Answer), ResultCell.Of(item.Basis)])])),
    ]);

    private static IEnumerable<(string Topic, string Question, string Answer, string Basis)> Items(ReportedRuns runs)
    {
        RunEntry[] entries = [.. runs.Runs.Entries];
        string[] benchmarks = [.. runs.Sources.Select(source => source.Benchmark ?? "").Distinct()];
        int least = entries.Min(entry => entry.Trials.Count);
        string[] versions = [.. runs.Sources.Select(source => source.Version).OfType<string>().Distinct()];
        bool hasTraces = entries.All(entry => entry.Trials.All(trial => trial.Trace is not null)), hasRandom = entries.Any(entry => entry.Algorithm.StartsWith("random", StringComparison.OrdinalIgnoreCase));

        yield return ("code", "Is the code that trained the architectures there?", Moot, "accuracies are read from a table; its trainings are those of NATS-Bench");
        yield return ("code", "Is the code of the search there, with its version?", versions.Length > 0 && runs.Sources.All(source => source.Version is not null) ? Yes : versions.Length > 0 ? Partly : Unknown,
            versions.Length > 0 ? string.Join(", ", versions) : "the sources name no program");
        yield return ("code", "Are hyper-parameters and seeds told?", entries.All(entry => entry.Provenance.Seed is not null) ? Yes : Unknown,
            entries.All(entry => entry.Provenance.Seed is not null) ? "each study stands under provenance, with its root seed" : "some sources tell no seed");
        yield return ("comparison", "Do all methods share benchmark, search space and training?", benchmarks is [{ Length: > 0 }] || runs.Options.Table is not null ? Yes : Unknown,
            benchmarks is [{ Length: > 0 } hash] ? $"one table answered all (SHA-256 {hash[..12]}…)" : runs.Options.Table is not null ? "all are looked up in one table" : "the sources name no table");
        yield return ("comparison", "Do all methods have the same budget?", entries.All(entry => entry.Budget is not null) ? Yes : Unknown,
            entries.All(entry => entry.Budget is not null) ? "methods are compared only within one budget" : "some sources tell no budget");
        yield return ("comparison", "Is there a random search beside them?", hasRandom ? Yes : runs.Options.Table is not null ? Partly : No,
            hasRandom ? "random search ran" : runs.Options.Table is not null ? "none ran; its exact expectation is drawn" : "none ran, and no table tells its expectation");
        yield return ("comparison", "Are methods compared over time, and not at the end alone?", hasTraces && runs.Options.Table is not null ? Yes : No,
            hasTraces ? runs.Options.Table is not null ? "anytime curves" : "log points are there; the table (--file) was not" : "some sources have no log points");
        yield return ("comparison", "Is what makes a method better shown by ablations?", Unknown,
            entries.GroupBy(entry => entry.Algorithm).Any(group => group.Select(entry => entry.Parameters).Distinct().Count() > 1) ? "some hyper-parameters are varied" : "no hyper-parameter is varied");
        yield return ("comparison", "Is the search run several times?", least > 1 ? Yes : No, FormattableString.Invariant($"at least {least:#,0} trials each"));
        yield return ("comparison", "Is a tabular benchmark used for what is shown in depth?", Yes, "this is one");
        yield return ("report", "Is it told how the methods' own hyper-parameters were found?", Unknown, "runs do not tell it");
        yield return ("report", "Is the time of the whole experiment told?", entries.All(entry => entry.Trials.All(trial => double.IsFinite(trial.Clock))) ? Yes : Partly, "see cost; simulated seconds, not those of the machine");
        yield return ("report", "Is the hardware told?", runs.Options.Hardware is null ? No : Yes, runs.Options.Hardware ?? "not recorded; --hardware says it");
    }
}
