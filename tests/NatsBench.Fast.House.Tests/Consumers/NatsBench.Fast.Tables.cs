using NatsBench.Fast;
using NatsBench.Fast.Attaching;
using NatsBench.Fast.Tables;
using NatsBench.Fast.Tables.Keys;

File.WriteAllText(args[1], "architecture,latency_ms\n8:8:8:8:16,12.5\n");
using (NatsBenchmark bench = NatsBenchmark.Open(args[0]))
{
    IReadOnlyList<JoinedColumn> columns = ExtraTables.Read(new ArchitectureKeys(bench), args[1], new TableOptions { Name = "lab.board.latency" });
    ExtraAttachment.Mount(args[0], "lab", [.. columns.Select(column => column.Column)]);
}
using NatsBenchmark extended = NatsBenchmark.Open(args[0]);
Console.WriteLine($"lab.board.latency {extended.Extras.Count} {extended.Extra("lab.board.latency").Values[1]}");
