using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Sessions;
using NatsBench.Fast.Search.Spaces;

namespace NatsBench.Fast.House.Tests.Embedding;

/// <summary>A shipped algorithm driven by one's own evaluator, as docs/embedding.md does it; compiled and run by a test.</summary>
internal static class OwnEvaluator
{
    public static async Task Search(Func<string, int, Task<(double Accuracy, double Seconds)>> train, string file, TextWriter output)
    {
        // session: begin
        AlgorithmDefinition rea = AlgorithmCatalog.Get("rea");
        SearchSetup setup = new(
            rea, HyperParameters.Of(rea, new Dictionary<string, string> { ["population"] = "20" }),
            ArchitectureSpace.Whole(SearchSpace.Topology),                  // no benchmark; or that of an oracle
            new Fidelities([12], isLadder: false, "train() takes 12 epochs"),
            new Dataset("photographs"), RootSeed: 1);
        SearchSession session = new(setup);
        List<(SessionProposal Proposal, Task<(double Accuracy, double Seconds)> Training)> running = [];
        for (int told = 0; told < 60; told++)
        {
            while (running.Count < 4 && session.Ask() is { } proposal)      // null: it waits for a result, or is done
                running.Add((proposal, train(setup.Space.Text(proposal.Architecture), proposal.Epochs)));
            if (running.Count == 0)
                break;
            await Task.WhenAny(running.Select(one => one.Training));
            int ended = running.FindIndex(one => one.Training.IsCompleted);
            (double accuracy, double seconds) = await running[ended].Training;
            session.Tell(running[ended].Proposal.Ticket, accuracy, seconds);    // in any order
            running.RemoveAt(ended);
            await File.WriteAllBytesAsync(file + ".new", session.Save());
            File.Move(file + ".new", file, overwrite: true);                // a state is complete or the one before
        }
        // session: end
        // restore: begin
        SearchSession restored = SearchSession.Restore(setup, await File.ReadAllBytesAsync(file));   // cut, edited or of another search: refused
        foreach (SessionProposal proposal in restored.Outstanding)                          // asked for, but not told: train them again
        {
            (double accuracy, double seconds) = await train(setup.Space.Text(proposal.Architecture), proposal.Epochs);
            restored.Tell(proposal.Ticket, accuracy, seconds);
        }
        output.WriteLine($"next: {restored.Ask()}, after {restored.Clock:F0} seconds");
        // restore: end
    }
}
