using System.Diagnostics;
using System.Globalization;
using NatsBench.Fast.Cli;
using NatsBench.Fast.OneShot.Runs;
using NatsBench.Fast.OneShot.Scoring;
using Spectre.Console;

namespace NatsBench.Fast.OneShot.Cli.Output;

/// <summary>Shows how far a run is, on the error output, with its rate and the time left: a bar in a terminal, else a line now and then; a line for each epoch in both.</summary>
internal static class RunDisplay
{
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BarInterval = TimeSpan.FromSeconds(0.2);

    /// <summary>Runs some work.</summary>
    /// <param name="work">Tells how far it is.</param>
    public static T Run<T>(Func<Action<RunProgress>, T> work) => Console.IsErrorRedirected ? work(new Follower(Failure.Say, Failure.Say, LineInterval).Follow) : WithBar(work);

    private static T WithBar<T>(Func<Action<RunProgress>, T> work)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Progress().AutoClear(true).Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn()).Start(context =>
        {
            ProgressTask task = context.AddTask("searching", maxValue: 1);
            Follower follower = new(line => console.WriteLine(line), text => task.Description = Markup.Escape(text), BarInterval);
            return work(progress =>
            {
                task.Value = (double)progress.Done / progress.Total;
                follower.Follow(progress);
            });
        });
    }

    // The first steps are slower than the rest: the rate counts from the second report on.
    private sealed class Follower(Action<string> epoch, Action<string> state, TimeSpan interval)
    {
        private readonly Stopwatch _clock = new();
        private TimeSpan _shown;
        private long _first;

        public void Follow(RunProgress progress)
        {
            if (!_clock.IsRunning && progress.Step > 0)
            {
                _first = progress.Done;
                _clock.Start();
            }
            if (progress.Finished is { } record)
                epoch(Line(record, progress));
            else if (_clock.Elapsed - _shown < interval)
                return;
            else
                state(Text(progress));
            _shown = _clock.Elapsed;
        }

        private string Text(RunProgress progress) => string.Create(
            CultureInfo.InvariantCulture, $"epoch {progress.Epoch + 1}/{progress.Epochs}, step {progress.Step}/{progress.Steps}{Pace(progress)}");

        private string Line(EpochRecord record, RunProgress progress) => string.Create(
            CultureInfo.InvariantCulture,
            $"epoch {record.Measures.Epoch + 1}/{progress.Epochs}: loss {record.Measures.Average.BaseLoss:0.0000}, top-1 {record.Measures.Average.BaseTop1:0.00} %, valid {record.Measures.Valid.Top1:0.00} %, {record.Measures.Selection.Architecture}{string.Concat(record.Table.Select(Text))}{Pace(progress)}");

        private static string Text(TableAccuracy accuracy) => string.Create(
            CultureInfo.InvariantCulture, $", {accuracy.Dataset} {accuracy.Test:0.00} %{(accuracy.IsSynthetic ? " SYNTHETIC" : "")}");

        private string Pace(RunProgress progress)
        {
            long done = progress.Done - _first;
            if (done <= 0 || _clock.Elapsed.TotalSeconds <= 0)
                return "";
            double rate = done / _clock.Elapsed.TotalSeconds;
            TimeSpan left = TimeSpan.FromSeconds((progress.Total - progress.Done) / rate);
            return string.Create(CultureInfo.InvariantCulture, $", {rate:0.0} steps/s{(progress.Done == progress.Total ? "" : $", {Left(left)} left")}");
        }

        private static string Left(TimeSpan left) => left.TotalDays >= 1 ? $"{(int)left.TotalDays} d {left.Hours} h"
            : left.TotalHours >= 1 ? $"{left.Hours} h {left.Minutes:00} min"
            : left.TotalMinutes >= 1 ? $"{left.Minutes} min {left.Seconds:00} s"
            : $"{left.Seconds} s";
    }
}
