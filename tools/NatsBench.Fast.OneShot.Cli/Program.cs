using NatsBench.Fast.OneShot.Cli;

NativeHeap.Keep();
NativeThreads.Sleep();
return CommandLine.Run(args);
