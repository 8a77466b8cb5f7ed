using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace NatsBench.Fast.Cli.Output;

/// <summary>Shows how far a long command is, on the error output: a bar in a terminal, else a line now and then.</summary>
internal static class ProgressDisplay
{
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(5);

    /// <summary>Runs some work.</summary>
    /// <param name="what">What is being done, such as <c>converting</c>.</param>
    /// <param name="work">Tells the share that is done, 0 to 1, from one thread or from many.</param>
    public static T Run<T>(string what, Func<IProgress<double>, T> work) =>
        Console.IsErrorRedirected ? work(new Lines(what)) : RunWithBar(what, work);

    /// <summary>Runs some work that counts what it has done, with its rate, and then puts it together.</summary>
    /// <param name="what">What is being done, such as <c>searching</c>.</param>
    /// <param name="unit">What is counted, such as <c>trials</c>.</param>
    /// <param name="total">How many there are.</param>
    /// <param name="work">Tells how many are done, what was there before first, from one thread or from many; then the share that is put together.</param>
    public static T Run<T>(string what, string unit, long total, Func<IProgress<long>, IProgress<double>, T> work) => Run(what, progress =>
    {
        Rate rate = new();
        return work(
            new Relay<long>(count =>
            {
                if (rate.IsDue(count) is { } perSecond)
                    Show(string.Create(CultureInfo.InvariantCulture, $"{what}, {perSecond:N0} {unit}/s"), (double)count / total);
            }),
            new Relay<double>(share => Show("putting parts together", share)));

        void Show(string description, double share)
        {
            if (progress is Bar bar)
                bar.Describe(description);
            progress.Report(share);
        }
    });

    private static T RunWithBar<T>(string what, Func<IProgress<double>, T> work)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context => work(new Bar(context.AddTask(what, maxValue: 1))));
    }

    private sealed class Bar(ProgressTask task) : IProgress<double>
    {
        public void Report(double value) => task.Value = value;

        public void Describe(string what) => task.Description = what;
    }

    private sealed class Lines(string what) : IProgress<double>
    {
        private readonly Lock _lock = new();
        private readonly Stopwatch _sinceLast = Stopwatch.StartNew();

        public void Report(double value)
        {
            lock (_lock)
            {
                if (_sinceLast.Elapsed < LineInterval)
                    return;
                _sinceLast.Restart();
                Failure.Say(string.Create(CultureInfo.InvariantCulture, $"{what}, {value:0 %}"));
            }
        }
    }

    // Some count millions a second; a tenth of a second is soon enough. What was done before the first report is not of this run.
    private sealed class Rate
    {
        private const double Interval = 0.1;

        private readonly Lock _lock = new();
        private readonly Stopwatch _clock = new();
        private long _before;
        private double _shown;

        public double? IsDue(long count)
        {
            // Most are turned away here, without the lock.
            if (_clock.IsRunning && _clock.Elapsed.TotalSeconds - Volatile.Read(ref _shown) < Interval)
                return null;
            lock (_lock)
            {
                if (!_clock.IsRunning)
                {
                    (_before, _shown) = (count, 0);
                    _clock.Start();
                }
                double now = _clock.Elapsed.TotalSeconds;
                if (now - _shown < Interval)
                    return null;
                _shown = now;
                return (count - _before) / now;
            }
        }
    }
}
