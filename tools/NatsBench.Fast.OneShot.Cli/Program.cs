using NatsBench.Fast.OneShot.Cli;

NativeHeap.Keep();
return CommandLine.Run(args);
