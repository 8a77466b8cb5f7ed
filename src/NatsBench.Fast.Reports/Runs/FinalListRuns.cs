using NatsBench.Fast.Internals;

namespace NatsBench.Fast.Reports.Runs;

/// <summary>The final architectures of trials: one a line, as index or text; blank lines and what follows <c>#</c> do not count.</summary>
public static class FinalListRuns
{
    /// <summary>Reads them: one trial a line.</summary>
    /// <param name="path">The file.</param>
    /// <param name="import">What it does not say; a budget is noted, and changes nothing.</param>
    /// <exception cref="NatsBenchException">It cannot be read, or a line is no architecture.</exception>
    public static RunSet Read(string path, RunImport import)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(import);
        PathKind.RefuseToRead(path);
        RunLog log = new(path, import with { Budget = null });
        int trial = 0;
        long line = 0;
        try
        {
            foreach (string text in File.ReadLines(path))
            {
                line++;
                if (text.Split('#')[0].Trim() is { Length: > 0 } architecture)
                    log.Add(new LogRow(LogRun.Unnamed, $"{trial++}", double.NaN, -1, log.IndexOf(architecture, line), double.NaN, -1, double.NaN, double.NaN, line));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NatsBenchException($"{path}: cannot be read ({e.Message.ReplaceLineEndings(" ")})", e);
        }
        return new RunSet([.. log.ToRuns(RunFormat.FinalList, RunClock.Absent).Entries.Select(entry => entry with
        {
            Budget = import.Budget,
            Trials = [.. entry.Trials.Select(one => one with { Evaluations = 0, Trace = null })],
        })]);
    }
}
