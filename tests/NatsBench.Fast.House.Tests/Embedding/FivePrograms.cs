using NatsBench.Fast.Model;
using NatsBench.Fast.Official;
using NatsBench.Fast.Scans;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Trials;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.House.Tests.Embedding;

/// <summary>The five programs of docs/embedding.md, compiled and run by a test.</summary>
internal static class FivePrograms
{
    public static void Export(NatsBenchmark bench, TextWriter csv)
    {
        // export: begin
        TableView table = bench.Table(Dataset.Cifar100, bench.Space.FullTraining());
        ReadOnlySpan<double> test = table.Accuracy(EvaluationSet.XTest);                  // percent, mean over seeds
        ReadOnlySpan<double> deviation = table.AccuracyDeviation(EvaluationSet.XTest);    // numpy.std over seeds
        ReadOnlySpan<double> loss = table.Loss(EvaluationSet.Train, epoch: 0);            // after the first epoch
        ReadOnlySpan<double> flops = table.Costs.Flops;                                   // millions

        csv.WriteLine("index,architecture,test,deviation,first_loss,flops");
        for (int index = 0; index < table.Count; index++)
            csv.WriteLine(FormattableString.Invariant(
                $"{index},{bench.Architecture(index)},{test[index]:R},{deviation[index]:R},{loss[index]:R},{flops[index]:R}"));
        // export: end
    }

    public static void Correlate(NatsBenchmark bench, string[] architectures, double[] scores, TextWriter output)
    {
        // correlate: begin
        int[] indices = new int[architectures.Length];
        bench.IndicesOf(architectures, indices);             // a text that is no architecture is refused by name and place
        double[] proxy = new double[bench.Count];
        proxy.AsSpan().Fill(double.NaN);                     // absent: counts in no scan
        for (int i = 0; i < indices.Length; i++)
            proxy[indices[i]] = scores[i];

        TableView table = bench.Table(Dataset.Cifar10Valid, bench.Space.FullTraining());
        ReadOnlySpan<double> accuracy = table.Accuracy(EvaluationSet.XValid);
        output.WriteLine($"proxy: tau {Scan.KendallCorrelation(proxy, accuracy):F3}, rho {Scan.SpearmanCorrelation(proxy, accuracy):F3}");

        // Cheap trainings are proxies as well: the accuracy after each epoch of the short setting.
        TableView early = bench.Table(Dataset.Cifar10Valid, TrainingSetting.Epochs12);
        for (int epoch = 0; epoch < 12; epoch += 4)
            output.WriteLine($"epoch {epoch}: tau {Scan.KendallCorrelation(early.Accuracy(EvaluationSet.XValid, epoch), accuracy):F3}");
        // correlate: end
    }

    public static void Search(NatsBenchmark bench, TextWriter output)
    {
        // search: begin
        SimulationView trainings = bench.Simulation(Dataset.Cifar10, TrainingSetting.Epochs12);
        SplitMix64 random = new(seed: 1);
        (double clock, double best, int incumbent) = (0, double.NegativeInfinity, -1);
        while (clock < 20_000)
        {
            int architecture = random.NextIndex(bench.Count);             // your algorithm proposes here
            TrainingOutcome outcome = trainings.Train(architecture, random.NextUInt32());
            clock += outcome.Cost;                                        // simulated seconds
            if (outcome.Accuracy > best)
                (best, incumbent) = (outcome.Accuracy, architecture);
        }
        ReadOnlySpan<double> test = bench.Table(Dataset.Cifar10, bench.Space.FullTraining()).Accuracy(EvaluationSet.OriTest);
        output.WriteLine($"{bench.Architecture(incumbent)}: validation {best:F2} % seen, test {test[incumbent]:F2} % after the full training");
        // search: end
    }

    public static void LookUp(NatsBenchmark bench, TopologyCell genotype, TextWriter output)
    {
        // look-up: begin
        int index = bench.IndexOf(genotype);                 // without a text; IndexOf(text) takes one
        TrainingSetting full = bench.Space.FullTraining();
        foreach (Dataset dataset in (Dataset[])[Dataset.Cifar10, Dataset.Cifar100, Dataset.ImageNet16120])
        {
            // As papers report it: validation of cifar10 is that of cifar10-valid.
            (Dataset half, EvaluationSet valid) = OfficialNames.Remap(dataset, new EvaluationSet("valid"));
            (Dataset whole, EvaluationSet test) = OfficialNames.Remap(dataset, new EvaluationSet("test"));
            (TableView validated, TableView tested) = (bench.Table(half, full), bench.Table(whole, full));
            output.WriteLine(
                $"{dataset}: valid {validated.Accuracy(valid)[index]:F2} ± {validated.AccuracyDeviation(valid)[index]:F2}, "
                + $"test {tested.Accuracy(test)[index]:F2} ± {tested.AccuracyDeviation(test)[index]:F2} over seeds {string.Join(", ", tested.Seeds(index).ToArray())}");
        }
        // look-up: end
    }

    public static void Evolve(NatsBenchmark bench, TextWriter output)
    {
        // evolve: begin
        TableOracle oracle = TableOracle.Bind(bench, Dataset.Cifar10, new OracleOptions { Quantities = [Quantity.Flops, Quantity.Latency] });
        AlgorithmDefinition nsga2 = AlgorithmCatalog.Get("nsga2");
        HyperParameters parameters = HyperParameters.Of(nsga2, new Dictionary<string, string> { ["population"] = "100" });
        Experiment experiment = new(oracle, Dataset.Cifar10, nsga2, parameters, Budget.OfEvaluations(2_000), RootSeed: 1);
        int[] seen = [.. new TrialRunner(experiment).Run(trial: 0).ToArray().Select(point => point.Architecture).Distinct()];

        // What the search has seen beside all there is: validation accuracy, mean over seeds, against FLOPs and latency.
        ReadOnlySpan<double> accuracy = bench.Table(Dataset.Cifar10Valid, TrainingSetting.Epochs12).Accuracy(EvaluationSet.XValid, epoch: 11);
        CostView costs = bench.Table(Dataset.Cifar10, TrainingSetting.Epochs12).Costs;
        Objectives all = Objectives.None.Maximise(accuracy).Minimise(costs.Flops).Minimise(costs.Latency);
        Objectives own = Objectives.None.Maximise(Of(seen, accuracy)).Minimise(Of(seen, costs.Flops)).Minimise(Of(seen, costs.Latency));

        double[] reference = [10, 300, 0.1];                 // the worst that counts: 10 %, 300 million, a tenth of a second
        int[] front = new int[bench.Count];
        output.WriteLine($"front: {Scan.ParetoFront(own, front)} seen of {Scan.ParetoFront(all, front)}");
        output.WriteLine($"hypervolume: {Scan.Hypervolume(own, reference) / Scan.Hypervolume(all, reference):P1} of the exact front's");

        static double[] Of(int[] architectures, ReadOnlySpan<double> column)
        {
            double[] own = new double[architectures.Length];
            for (int i = 0; i < own.Length; i++)
                own[i] = column[architectures[i]];
            return own;
        }
        // evolve: end
    }
}
