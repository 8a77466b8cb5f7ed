using NatsBench.Fast.Benchmarks.Full;
using NatsBench.Fast.Benchmarks.Networks;
using NatsBench.Fast.Benchmarks.Quick;

// All figures in half a minute:          dotnet run -c Release --project perf/NatsBench.Fast.Benchmarks -- quick
// A full conversion beside its limit:    dotnet run -c Release --project perf/NatsBench.Fast.Benchmarks -- conversion ARCHIVE
// Networks, beside PyTorch:              dotnet run -c Release --project perf/NatsBench.Fast.Benchmarks -- networks
// All benchmarks, with BenchmarkDotNet:  dotnet run -c Release --project perf/NatsBench.Fast.Benchmarks
// Some, by their names:                  dotnet run -c Release --project perf/NatsBench.Fast.Benchmarks -- --filter *Query*
switch (args)
{
    case [QuickRun.Verb, .. var options]:
        return QuickRun.Run(options);
    case [NetworksRun.Verb, .. var options]:
        return NetworksRun.Run(options);
    case [ConversionFigure.Verb, var archive]:
        return ConversionFigure.Run(archive);
    case [SearchFigures.Verb, var table]:
        SearchFigures.Run(table);
        return 0;
    case [FolderFigure.Verb, var table]:
        FolderFigure.Run(table);
        return 0;
    case [SearchSession.Verb, var path]:
        SearchSession.Run(path);
        return 0;
    default:
        FullRun.Run(args);
        return 0;
}
