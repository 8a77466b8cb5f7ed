using System.Diagnostics;
using NatsBench.Fast.Benchmarks.Data;
using NatsBench.Fast.Model;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.Benchmarks.Quick;

/// <summary>From a file to an answer, and from an archive to a file.</summary>
internal sealed class FileFigures(SearchSpace space)
{
    private readonly string _path = BenchmarkFiles.Table(space);
    private readonly string _archive = BenchmarkFiles.Archive(space);
    private readonly string _converted = BenchmarkFiles.ConvertedArchive(space);
    private readonly TrainingSetting _setting = space.FullTraining();

    public IEnumerable<Figure> All()
    {
        string name = space.ShortName();
        yield return new Figure($"open.{name}.final", TimeUnit.Milliseconds, 1, OpenAndAskFinal, Rounds: 60);
        yield return new Figure($"open.{name}.simulate", TimeUnit.Milliseconds, 1, OpenAndSimulate, Rounds: 60);
        yield return new Figure($"curve.{name}.cold", TimeUnit.Microseconds, 1, OpenAndAskCurve, Rounds: 60);
    }

    /// <summary>What is measured once, by itself.</summary>
    public IEnumerable<Measurement> Once()
    {
        string name = space.ShortName();
        yield return new Measurement($"convert.{name}.{BenchmarkFiles.ArchiveRecords}", () => ConversionFigure.Measure(space));
        yield return new Measurement($"decode.{name}", Decode);
        yield return new Measurement($"size.{name}", Size);
        yield return new Measurement($"resident.{name}.search", () => SearchSession.Measure(space));
    }

    // Of the column file, as a share of the official archive of the same records.
    private Result Size()
    {
        long official = Directory.EnumerateFiles(_archive, "*.pbz2").Sum(file => new FileInfo(file).Length);
        return new Result($"size.{space.ShortName()}", (double)new FileInfo(_converted).Length / official, "of the official archive");
    }

    // Every block of the file checked and decoded once, one thread; the best of a few times.
    private Result Decode()
    {
        double best = 0;
        for (int round = 0; round < 4; round++)
        {
            using NatsBenchmark bench = NatsBenchmark.Open(_path);
            long start = Stopwatch.GetTimestamp();
            long numbers = bench.Check().Numbers;
            best = Math.Max(best, numbers * sizeof(double) / Stopwatch.GetElapsedTime(start).TotalNanoseconds);
        }
        return new Result($"decode.{space.ShortName()}", best, "GB/s");
    }

    private double OpenAndAskFinal()
    {
        using NatsBenchmark bench = NatsBenchmark.Open(_path);
        return bench.Runs(1234, Dataset.Cifar100, _setting).Mean().Metrics(EvaluationSet.XTest).Accuracy!.Value;
    }

    private double OpenAndSimulate()
    {
        using NatsBenchmark bench = NatsBenchmark.Open(_path);
        return bench.Simulation(Dataset.Cifar10, TrainingSetting.Epochs12).Train(1234, 99u).Accuracy;
    }

    private double OpenAndAskCurve()
    {
        using NatsBenchmark bench = NatsBenchmark.Open(_path);
        return bench.Table(Dataset.Cifar10Valid, _setting).Curves(EvaluationSet.XValid, CurveQuantity.Accuracy)[1234, 0][10];
    }
}
