using NatsBench.Fast.Cli;

return CommandLine.Run(args);
