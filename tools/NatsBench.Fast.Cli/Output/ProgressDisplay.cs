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
