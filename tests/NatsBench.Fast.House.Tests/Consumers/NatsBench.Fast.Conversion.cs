using NatsBench.Fast;
using NatsBench.Fast.Conversion;

ConversionReport report = ArchiveConverter.Convert(args[0], args[1]);
using NatsBenchmark bench = NatsBenchmark.Open(args[1]);
Console.WriteLine($"{report.Records} {ArchiveVerifier.Verify(bench, args[0]).Differences.Count}");
