using NatsBench.Fast.Model;
using NatsBench.Fast.Official;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.Tests.Reading.Forging;

/// <summary>Asks a file all that anybody asks: opened, checked, every view bound, every record read, and official calls. Nothing but the library's own refusals passes.</summary>
/// <param name="IsSound">Whether the check of the whole file passed.</param>
/// <param name="Damage">What was first said about damage by anything else; null when nothing was.</param>
/// <param name="Answers">The answers to the calls; null where the file was refused instead.</param>
/// <param name="MostAllocated">The most bytes that opening, checking or one question allocated.</param>
internal sealed record Interrogation(bool IsSound, string? Damage, IReadOnlyList<string?> Answers, long MostAllocated)
{
    public static Interrogation Of(string path, IReadOnlyList<string> calls)
    {
        string? damage = null;
        string?[] answers = new string?[calls.Count];
        bool isSound = false;
        long mostAllocated = 0;
        using NatsBenchmark? bench = Try(() => NatsBenchmark.Open(path));
        if (bench is not null)
        {
            isSound = Try(() => bench.Check(cancellation: TestContext.Current.CancellationToken).ToString()) is not null;
            // What the check says is no surprise.
            damage = null;
            OfficialCalls official = new(bench, new Random(0));
            for (int i = 0; i < calls.Count; i++)
                answers[i] = Try(() => official.Answer(calls[i]));
            Try(() => $"{bench.Summarize().LayoutBytes} {bench.Provenance} {bench.Space}");
            foreach ((TrainingSetting setting, Dataset dataset) in Try(() => bench.Settings.SelectMany(_ => bench.Datasets, (setting, dataset) => (setting, dataset)).ToArray()) ?? [])
                AskViews(bench, dataset, setting);
            foreach (ExtraColumn extra in Try(() => bench.Extras) ?? [])
                Try(() => $"{extra.Description} {extra.Values[0]}");
            foreach (int architecture in Try(() => bench.RecordedArchitectures.Take(4).ToArray()) ?? [])
                Try(() => $"{bench.Record(architecture)} {bench.ShowText(architecture)}");
        }
        return new Interrogation(isSound, damage, answers, mostAllocated);

        void AskViews(NatsBenchmark bench, Dataset dataset, TrainingSetting setting)
        {
            TableView? table = Try(() => bench.Table(dataset, setting));
            if (table is null)
                return;
            Try(() => $"{table.Costs.Flops[0]} {table.Finals.All[0]} {table.Seeds(0).Length}");
            foreach (EvaluationSet set in new[] { EvaluationSet.Train, EvaluationSet.XValid, EvaluationSet.XTest, EvaluationSet.OriTest, new("absent") })
            {
                Try(() => $"{table.Accuracy(set)[0]}");
                foreach (CurveQuantity quantity in Enum.GetValues<CurveQuantity>())
                    Try(() =>
                    {
                        CurveView curves = table.Curves(set, quantity);
                        for (int architecture = 0; architecture < int.Min(table.Count, 400); architecture++)
                            for (int run = 0; run < table.Seeds(architecture).Length; run++)
                                _ = curves[architecture, run][0];
                        return "";
                    });
            }
            foreach (int? epoch in new int?[] { null, 0, 1, 11 })
                Try(() =>
                {
                    SimulationView view = bench.Simulation(dataset, setting, epoch);
                    for (int architecture = 0; architecture < int.Min(view.Count, 400); architecture++)
                        if (view.RunCount(architecture) > 0)
                            Try(() => $"{view.Train(architecture, 0)} {view.TrainMean(architecture)} {view.TrainingSeconds(architecture, 7)} {view.Seed(architecture, 9)}");
                    return "";
                });
        }

        T? Try<T>(Func<T> ask)
            where T : class
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                return ask();
            }
            catch (DamagedFileException e)
            {
                damage ??= e.Message;
                Assert.StartsWith(path, e.Message, StringComparison.Ordinal);
            }
            catch (NatsBenchException)
            {
            }
            finally
            {
                mostAllocated = long.Max(mostAllocated, GC.GetAllocatedBytesForCurrentThread() - before);
            }
            return null;
        }
    }
}
