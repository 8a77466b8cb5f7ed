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

    /// <summary>Runs some work that counts what it has done; shows its rate.</summary>
    /// <param name="what">What is being done, such as <c>searching</c>.</param>
    /// <param name="unit">What is counted, such as <c>trials</c>.</param>
    /// <param name="total">How many there are.</param>
    /// <param name="work">Tells how many are done, from one thread or from many.</param>
    public static T Run<T>(string what, string unit, long total, Func<IProgress<long>, T> work)
    {
        Stopwatch clock = Stopwatch.StartNew();
        long shown = 0;
        return Run(what, progress => work(new Relay<long>(count =>
        {
            // Some count millions a second; a tenth of a second is soon enough.
            long now = clock.ElapsedMilliseconds;
            long last = Interlocked.Read(ref shown);
            if (now - last < 100 || Interlocked.CompareExchange(ref shown, now, last) != last)
                return;
            if (progress is Bar bar)
                bar.Describe(string.Create(CultureInfo.InvariantCulture, $"{what}, {count * 1000.0 / now:N0} {unit}/s"));
            progress.Report((double)count / total);
        })));
    }

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
}
