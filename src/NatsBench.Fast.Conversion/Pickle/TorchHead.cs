using System.Globalization;
using System.Numerics;

namespace NatsBench.Fast.Conversion.Pickle;

/// <summary>What <c>torch.save</c> wrote before PyTorch 1.6 in front of its object: three pickles, a mark, a version, the machine.</summary>
internal static class TorchHead
{
    private const int Version = 1001;

    private static readonly BigInteger Mark = BigInteger.Parse("119547037146038801333356", CultureInfo.InvariantCulture);

    /// <summary>Reads the three.</summary>
    /// <returns>What is wrong with them; null where nothing is.</returns>
    /// <exception cref="PickleException">One is broken.</exception>
    public static string? Fault(PickleMachine machine, PickleInput input)
    {
        if (!(machine.Read(input) is { Kind: PickleKind.BigInt } mark && mark.AsBigInt == Mark))
            return "it does not begin with PyTorch's mark";
        if (!(machine.Read(input) is { Kind: PickleKind.Int } version && version.AsInt == Version))
            return $"its version is not {Version}";
        return machine.Read(input) is { Kind: PickleKind.Dict } system && system.AsDict.TryGet("little_endian", out PickleValue little) && little is { Kind: PickleKind.Bool, AsBool: true }
            ? null : "it was not written by a little-endian machine";
    }
}
