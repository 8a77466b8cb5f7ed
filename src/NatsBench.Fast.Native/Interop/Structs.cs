using System.Runtime.InteropServices;
using NatsBench.Fast.Queries;

namespace NatsBench.Fast.Native.Interop;

/// <summary><c>nbf_description</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeDescription
{
    public int Space;
    public int Architectures;
    public int Records;
    public int Tables;
    public int ExtraColumns;
    public int IsSynthetic;
    public int IsSearchOnly;
    public int Reserved;
}

/// <summary><c>nbf_metrics</c>: what a number is not stands in <see cref="Nones"/>, a bit each from the first.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeMetrics
{
    public double Epoch;
    public double Loss;
    public double Accuracy;
    public double CurrentTime;
    public double TotalTime;
    public uint Nones;
    public uint Reserved;

    public static NativeMetrics Of(in Metrics metrics)
    {
        uint nones = 0;
        return new()
        {
            Epoch = metrics.Epoch,
            Loss = Nullable.Of(metrics.Loss, 1, ref nones),
            Accuracy = Nullable.Of(metrics.Accuracy, 2, ref nones),
            CurrentTime = Nullable.Of(metrics.CurrentTime, 3, ref nones),
            TotalTime = Nullable.Of(metrics.TotalTime, 4, ref nones),
            Nones = nones,
        };
    }
}

/// <summary><c>nbf_more_info</c>: train, valid, test, valtest, four numbers each.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeMoreInfo
{
    public uint Present;
    public uint Nones;
    public fixed double Numbers[16];

    public static NativeMoreInfo Of(MoreInfo info)
    {
        NativeMoreInfo native = default;
        native.Set(0, info.Train);
        native.Set(1, info.Validation);
        native.Set(2, info.Test);
        native.Set(3, info.ValidationAndTest);
        return native;
    }

    private void Set(int place, SetMetrics? set)
    {
        int first = 4 * place;
        if (set is not { } metrics)
        {
            for (int i = first; i < first + 4; i++)
                Numbers[i] = double.NaN;
            return;
        }
        Present |= 1u << place;
        Numbers[first] = Nullable.Of(metrics.Loss, first, ref Nones);
        Numbers[first + 1] = Nullable.Of(metrics.Accuracy, first + 1, ref Nones);
        Numbers[first + 2] = Nullable.Of(metrics.TimePerEpoch, first + 2, ref Nones);
        Numbers[first + 3] = Nullable.Of(metrics.TotalTime, first + 3, ref Nones);
    }
}

/// <summary><c>nbf_cost</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeCost
{
    public double Flops;
    public double Params;
    public double Latency;
}

/// <summary><c>nbf_outcome</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeOutcome
{
    public double Accuracy;
    public double Cost;
    public double Latency;
}

/// <summary><c>nbf_final</c>: the numbers most asked for after the last epoch.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeFinal
{
    public double ValidationLoss;
    public double ValidationAccuracy;
    public double TestLoss;
    public double TestAccuracy;
}

/// <summary><c>nbf_limit</c>: values of a column that are allowed, bounds included.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeLimit
{
    public nint Column;
    public double Minimum;
    public double Maximum;
}

/// <summary>Numbers that may be <c>None</c>: a NaN that was measured is told from one that stands for nothing.</summary>
internal static class Nullable
{
    public static double Of(double? number, int bit, ref uint nones)
    {
        if (number is null)
            nones |= 1u << bit;
        return number ?? double.NaN;
    }
}

/// <summary><c>nbf_trial</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeTrial
{
    public long Trial;
    public int Evaluations;
    public int LogPoints;
    public int Incumbent;
    public int Final;
    public double Clock;
    public double Valid;
    public double Test;
    public double Regret;
}

/// <summary><c>nbf_point</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativePoint
{
    public long Trial;
    public double Clock;
    public double Cost;
    public double Reward;
    public int Step;
    public int Architecture;
    public int Epochs;
    public int Worker;
    public int Incumbent;
    public int Reserved;
}
