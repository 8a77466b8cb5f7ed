using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.House.Tests;

public sealed class TablesExampleTests
{
    [Fact]
    public void The_column_is_there_as_shown()
    {
        using TemporaryFolder folder = new();
        ExampleFile.Write(folder["a.natsb"], index: 284);
        double[] milliseconds = new double[15_625];
        milliseconds.AsSpan().Fill(double.NaN);
        milliseconds[284] = 31.5;
        TablesExample.Run(milliseconds, folder["a.natsb"]);
        using NatsBenchmark bench = NatsBenchmark.Open(folder["a.natsb"]);
        Assert.Equal(31.5, bench.Extra("lab.phone.latency").Values[284]);
        Assert.Equal(double.NaN, bench.Extra("lab.phone.latency").Values[283]);
    }
}
