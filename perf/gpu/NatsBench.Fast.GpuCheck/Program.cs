using NatsBench.Fast;
using NatsBench.Fast.GpuCheck;
using NatsBench.Fast.Inference;

// What run.sh calls: gpu-check PROVIDER SHARED RESULTS [--short | --brief]
// Checks the golden logits on a device in single and half precision, then measures it beside the CPU and PyTorch.
if (args is not [var name, var shared, var results, ..])
{
    Console.Error.WriteLine(
        "gpu-check PROVIDER SHARED RESULTS [--short | --brief]: cuda, the folder with golden/ and data/, the folder for results; --short is a little of everything, "
        + "--brief four sizes of batches and no torch.compile, two minutes");
    return 2;
}
try
{
    ExecutionProvider provider = ExecutionProviders.Parse(name);
    bool isRight = new GoldenCheck(provider, shared).Run();
    new Measurements(provider, args.Contains("--short") ? Extent.Short : args.Contains("--brief") ? Extent.Brief : Extent.Whole).Write(results);
    Console.WriteLine(isRight ? "the golden logits are right" : "FAILED: golden logits differ by more than is allowed");
    return isRight ? 0 : 1;
}
catch (NatsBenchException e)
{
    Console.Error.WriteLine($"gpu-check: {e.Message}");
    return 1;
}
