using NatsBench.Fast.Model;

namespace NatsBench.Fast.Native.Interop;

/// <summary>Names of datasets, settings and sets; the official ones without making a text of them.</summary>
internal static unsafe class Names
{
    public static Dataset Dataset(byte* name) => new(Text.ReadName(name, "dataset"));

    public static TrainingSetting Setting(byte* name) => new(Text.ReadName(name, "setting"));

    public static EvaluationSet Set(byte* name)
    {
        ReadOnlySpan<byte> bytes = Text.Bytes(name, "set");
        return bytes.SequenceEqual("x-valid"u8) ? EvaluationSet.XValid
            : bytes.SequenceEqual("x-test"u8) ? EvaluationSet.XTest
            : bytes.SequenceEqual("ori-test"u8) ? EvaluationSet.OriTest
            : bytes.SequenceEqual("train"u8) ? EvaluationSet.Train
            : new EvaluationSet(Text.ReadName(name, "set"));
    }
}
