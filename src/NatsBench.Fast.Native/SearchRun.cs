using NatsBench.Fast.Model;
using NatsBench.Fast.Native.Handles;
using NatsBench.Fast.Native.Interop;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Trials;

namespace NatsBench.Fast.Native;

/// <summary>Consecutive trials of one algorithm on one dataset, on many threads; the same whatever their number.</summary>
internal sealed class SearchRun
{
    /// <summary>Trials that a thread takes at a time.</summary>
    private const int Block = 64;

    private readonly Experiment _experiment;
    private readonly ReportTable _report;

    public SearchRun(NatsBenchmark bench, string algorithm, string parameters, Dataset dataset, string budget, ulong rootSeed, int workers)
    {
        AlgorithmDefinition definition = AlgorithmCatalog.Get(algorithm);
        if (!Budget.TryParse(budget, out Budget spent))
            throw new StatusException(Status.InvalidArgument, $"'{budget}' is no budget: simulated seconds such as 20000, or evaluations such as 100e");
        TableOracle oracle = TableOracle.Bind(bench, dataset, new OracleOptions());
        _experiment = new Experiment(oracle, dataset, definition, HyperParameters.Of(definition, Given(parameters)), spent, rootSeed) { Workers = workers };
        _experiment.Check();
        _report = oracle.Report(dataset);
    }

    /// <summary>Runs trials.</summary>
    /// <param name="first">The number of the first.</param>
    /// <param name="count">How many.</param>
    /// <param name="threads">How many threads; 0 for one a processor.</param>
    /// <param name="keepsPoints">Whether log points are kept.</param>
    public Trials Run(long first, int count, int threads, bool keepsPoints)
    {
        NativeTrial[] ends = new NativeTrial[count];
        NativePoint[][] points = new NativePoint[keepsPoints ? count : 0][];
        int blocks = (count + Block - 1) / Block;
        Parallel.For(
            0, blocks, new ParallelOptions { MaxDegreeOfParallelism = threads == 0 ? Environment.ProcessorCount : threads }, () => new TrialRunner(_experiment),
            (block, _, runner) =>
            {
                int start = block * Block, length = int.Min(Block, count - start);
                if (keepsPoints)
                    for (int i = start; i < start + length; i++)
                    {
                        ReadOnlySpan<LogPoint> own = runner.Run(first + i);
                        points[i] = Points(first + i, own);
                        ends[i] = End(first + i, TrialEnd.Of(own, _experiment.Budget));
                    }
                else
                {
                    TrialEnd[] own = new TrialEnd[length];
                    runner.Run(first + start, own);
                    for (int i = 0; i < length; i++)
                        ends[start + i] = End(first + start + i, own[i]);
                }
                return runner;
            },
            _ => { });
        return new Trials(ends, [.. points.SelectMany(own => own)]);
    }

    private NativeTrial End(long trial, in TrialEnd end)
    {
        ReportedAccuracy reported = ReportedAccuracy.Of(end, _experiment.Budget, _report);
        TrialOutcome outcome = end.Outcome;
        return new NativeTrial
        {
            Trial = trial,
            Evaluations = outcome.Evaluations,
            LogPoints = outcome.LogPoints,
            Incumbent = outcome.Incumbent,
            Final = outcome.Final,
            Clock = outcome.Clock,
            Valid = reported.Valid,
            Test = reported.Test,
            Regret = reported.Regret,
        };
    }

    private static NativePoint[] Points(long trial, ReadOnlySpan<LogPoint> own)
    {
        NativePoint[] points = new NativePoint[own.Length];
        for (int step = 0; step < own.Length; step++)
        {
            ref readonly LogPoint point = ref own[step];
            points[step] = new NativePoint
            {
                Trial = trial,
                Step = step,
                Clock = point.Clock,
                Cost = point.Cost,
                Reward = point.Reward,
                Architecture = point.Architecture,
                Epochs = point.Epochs,
                Worker = point.Worker,
                Incumbent = point.Incumbent,
            };
        }
        return points;
    }

    // population=20,sample=3
    private static Dictionary<string, string> Given(string parameters)
    {
        Dictionary<string, string> given = [];
        foreach (string parameter in parameters.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            int equals = parameter.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || !given.TryAdd(parameter[..equals], parameter[(equals + 1)..]))
                throw new StatusException(Status.InvalidArgument, $"'{parameter}' is not NAME=VALUE, such as population=20, each name once");
        }
        return given;
    }
}
