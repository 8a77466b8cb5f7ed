using System.Runtime.InteropServices;
using NatsBench.Fast.Model;
using NatsBench.Fast.Native.Handles;
using NatsBench.Fast.Native.Interop;
using NatsBench.Fast.Queries;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.Native.Exports;

/// <summary>Simulated training: one, many, and with a seed of the caller's choice.</summary>
internal static unsafe class Simulations
{
    [UnmanagedCallersOnly(EntryPoint = "nbf_simulation_open")]
    public static Status Open(nint bench, byte* dataset, byte* setting, int epoch, nint* simulation) => Guard.Run(() =>
    {
        nint* place = Memory.Place(simulation, "simulation");
        *place = 0;
        using Lease<Bench> lease = HandleTable.Take<Bench>(bench);
        *place = HandleTable.Add(new Simulation(lease.Resource, Names.Dataset(dataset), Names.Setting(setting), Epochs.Of(epoch)));
    });

    [UnmanagedCallersOnly(EntryPoint = "nbf_simulation_close")]
    public static Status Close(nint simulation) => Guard.Run(() => HandleTable.Close<Simulation>(simulation));

    [UnmanagedCallersOnly(EntryPoint = "nbf_simulate")]
    public static Status Simulate(nint simulation, int architecture, ulong* generator, NativeOutcome* outcome)
    {
        try
        {
            ulong* state = Memory.Place(generator, "generator");
            NativeOutcome* place = Memory.Place(outcome, "outcome");
            using Lease<Simulation> lease = HandleTable.Take<Simulation>(simulation);
            SimulationView view = lease.Resource.View;
            SplitMix64 random = new(*state);
            Answer(view, architecture, view.Train(architecture, random.NextUInt32()), place);
            *state = random.State;
            return Status.Ok;
        }
        catch (Exception e)
        {
            return Failure.Of(e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "nbf_simulate_seed")]
    public static Status SimulateSeed(nint simulation, int architecture, long seed, NativeOutcome* outcome)
    {
        try
        {
            NativeOutcome* place = Memory.Place(outcome, "outcome");
            using Lease<Simulation> lease = HandleTable.Take<Simulation>(simulation);
            SimulationView view = lease.Resource.View;
            if (Epochs.Seed(seed) is null)
            {
                Answer(view, architecture, view.TrainMean(architecture), place);
                return Status.Ok;
            }
            SimulatedTraining trained = lease.Resource.Bench.Benchmark.SimulateTrainEval(architecture, view.Dataset, view.Setting, seed, epoch: view.Epoch);
            *place = new NativeOutcome { Accuracy = trained.Accuracy, Cost = trained.Cost, Latency = trained.Latency ?? double.NaN };
            return Status.Ok;
        }
        catch (Exception e)
        {
            return Failure.Of(e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "nbf_simulate_batch")]
    public static Status SimulateBatch(nint simulation, int* architectures, nuint count, ulong* generator, double* accuracies, double* costs)
    {
        try
        {
            Span<int> asked = Memory.Array(architectures, count, "architectures");
            ulong* state = Memory.Place(generator, "generator");
            Span<double> accuracy = Memory.Array(accuracies, count, "accuracies");
            Span<double> cost = Memory.Array(costs, count, "costs");
            using Lease<Simulation> lease = HandleTable.Take<Simulation>(simulation);
            SplitMix64 random = new(*state);
            lease.Resource.View.Train(asked, ref random, accuracy, cost);
            *state = random.State;
            return Status.Ok;
        }
        catch (Exception e)
        {
            return Failure.Of(e);
        }
    }

    private static void Answer(SimulationView view, int architecture, TrainingOutcome trained, NativeOutcome* place) =>
        *place = new NativeOutcome { Accuracy = trained.Accuracy, Cost = trained.Cost, Latency = view.Latencies[architecture] };
}
