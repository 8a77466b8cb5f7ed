using NatsBench.Fast.OneShot.Cli;

return CommandLine.Run(args);
