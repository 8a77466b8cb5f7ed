using NatsBench.Fast.Internals;
using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Trials;
using NatsBench.Fast.Studies.Definition;
using NatsBench.Fast.Studies.Parts;
using NatsBench.Fast.Studies.Summaries;

namespace NatsBench.Fast.Reports.Runs;

/// <summary>Runs in a finished folder of <c>natsbench search --out</c> or <c>merge</c>.</summary>
public static class StudyFolderRuns
{
    /// <summary>Whether a place is such a folder, or its file of outcomes.</summary>
    /// <param name="path">The folder or file.</param>
    public static bool IsAt(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Directory.Exists(path) ? File.Exists(Path.Combine(path, StudyFolder.OutcomesName)) : Path.GetFileName(path) == StudyFolder.OutcomesName;
    }

    /// <summary>Reads them: the outcomes, and the log points where they are kept.</summary>
    /// <param name="path">The folder, or its <c>outcomes.parquet</c>.</param>
    /// <param name="withTraces">Whether log points are read.</param>
    /// <exception cref="NatsBenchException">It is no finished folder, or a file is cut, changed or of another study.</exception>
    public static RunSet Read(string path, bool withTraces = true)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string folder = Directory.Exists(path) ? path : Path.GetDirectoryName(Path.GetFullPath(path))!;
        string outcomesPath = Path.Combine(folder, StudyFolder.OutcomesName), tracesPath = Path.Combine(folder, StudyFolder.TracesName);
        OutcomeFile outcomes = OutcomeFile.Read(outcomesPath);
        // Outcomes alone are whole too: somebody may have kept them without the larger file.
        TraceFile? traces = withTraces && outcomes.Study.Traces != TraceKeeping.None && File.Exists(tracesPath) ? TraceFile.Read(tracesPath) : null;
        if (traces is not null && traces.Identity != outcomes.Identity)
            throw new NatsBenchException($"{tracesPath}: is of another study, version or benchmark than {StudyFolder.OutcomesName} beside it");
        string sha256 = FileHash.Of(outcomesPath);
        return new RunSet([.. outcomes.Experiments.SelectMany(
            experiment => Entries(experiment, Traces(traces, experiment), Provenance(outcomes, experiment.SearchDataset, folder, sha256)))]);
    }

    private static IEnumerable<RunEntry> Entries(ExperimentOutcomes experiment, RunTrace?[] traces, RunProvenance provenance) =>
        experiment.ReportDatasets.Select((dataset, report) => new RunEntry(
            experiment.Algorithm, experiment.Parameters, experiment.SearchDataset, dataset, experiment.Budget,
            [.. experiment.Outcomes.Outcomes.Select((outcome, trial) => Trial(trial, outcome, experiment.Outcomes.Reported[report][trial], traces[trial]))], provenance)
        {
            Space = experiment.Space,
            Fronts = experiment.Outcomes.Fronts.Count == 0 ? null : new RunFronts(
                [.. experiment.Objectives.Select(objective => objective.Name)], experiment.Outcomes.Fronts[report], experiment.Outcomes.Exact[report]),
        });

    private static RunTrial Trial(int number, TrialOutcome outcome, ReportedAccuracy reported, RunTrace? trace) =>
        new(number, outcome.Incumbent, reported.Valid, reported.Test, reported.Regret, outcome.Clock, outcome.Evaluations) { Trace = trace };

    // The log points of each trial; null where a trial has none.
    private static RunTrace?[] Traces(TraceFile? file, ExperimentOutcomes experiment)
    {
        RunTrace?[] traces = new RunTrace?[experiment.Outcomes.Outcomes.Length];
        if (file is null)
            return traces;
        TraceRows rows = file.Experiments[experiment.Number];
        for (int first = 0, end; first < rows.Trial.Count; first = end)
        {
            int trial = rows.Trial[first];
            end = first + 1;
            while (end < rows.Trial.Count && rows.Trial[end] == trial)
                end++;
            int count = end - first;
            traces[trial] = new RunTrace(
                [.. rows.Step.GetRange(first, count)], [.. rows.Clock.GetRange(first, count)], [.. rows.Architecture.GetRange(first, count)],
                [.. rows.Reward.GetRange(first, count)], [.. rows.Incumbent.GetRange(first, count)], file.Study.Traces == TraceKeeping.All)
            {
                Front = rows.Front.Count == 0 ? null : new RunTraceFront(
                    [.. rows.Front.GetRange(first, count)],
                    [.. rows.RewardHypervolume.GetRange(first, count).Zip(rows.ExactRewardHypervolume.GetRange(first, count), (own, exact) => exact > 0 ? own / exact : double.NaN)]),
            };
        }
        return traces;
    }

    private static RunProvenance Provenance(OutcomeFile file, Dataset searched, string folder, string sha256)
    {
        (FileIdentity identity, Study study) = (file.Identity, file.Study);
        string answers = study.Oracle is { } oracle ? $"oracle {oracle}" : identity.BenchmarkSha256;
        return new RunProvenance(
            folder, RunFormat.StudyFolder, sha256, TrialPairing.CommonRandomNumbers,
            $"trials of one number, root seed {study.RootSeed} and searched dataset share their random numbers", RunClock.Simulated)
        {
            Study = identity.Study,
            Version = identity.ToolVersion,
            Benchmark = identity.BenchmarkSha256.Length > 0 ? identity.BenchmarkSha256 : null,
            Model = identity.Synthetic.Length > 0 ? identity.Synthetic : null,
            Seed = study.RootSeed,
            World = $"{answers}, {identity.Space}, searched on {searched}, seeds {study.Seeds}, root seed {study.RootSeed}",
        };
    }
}
