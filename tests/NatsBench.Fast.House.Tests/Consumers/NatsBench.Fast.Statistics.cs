using NatsBench.Fast.Statistics.Comparisons;
using NatsBench.Fast.Statistics.Intervals;
using NatsBench.Fast.Statistics.Samples;

double[] ours = [2, 3, 4, 6, 8], theirs = [1, 2, 2, 4, 5];
Interval interval = Bootstrap.Of([.. ours.Zip(theirs, (a, b) => a - b)], new Mean(), seed: 1).Percentile();
Console.WriteLine($"{new InterquartileMean().Of([1, 2, 2.5, 7])} {interval.Low < 1.8 && 1.8 < interval.High} {WilcoxonSignedRank.Of(ours, theirs).PValue}");
