using NatsBench.Fast.Synthesis;

SyntheticArchive.Write(SyntheticSpace.Size, args[0], count: 2);
Console.WriteLine($"{SyntheticSpace.Size.CreateRecord(1, seed: 0).Architecture} {Directory.GetFiles(args[0]).Length}");
