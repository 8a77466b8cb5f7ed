using NatsBench.Fast.OneShot.Engine;

TorchEngine.Load();
