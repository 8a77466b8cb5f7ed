using NatsBench.Fast.Internals;
using Parquet;
using Parquet.Schema;

namespace NatsBench.Fast.Evaluations;

/// <summary>Results as a Parquet file: a row for each training and set, columns as in docs/evaluation.md.</summary>
internal static class EvaluationFile
{
    /// <summary>Writes it, whole or not at all.</summary>
    /// <exception cref="NatsBenchException">The place cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<TrainingEvaluation> results, IReadOnlyList<(string Name, string Value)> conditions)
    {
        using MemoryStream parquet = new();
        WriteAsync(parquet, results, conditions).GetAwaiter().GetResult();
        using AsideFile file = new(path);
        file.Write(parquet.GetBuffer().AsSpan(0, (int)parquet.Length));
        file.Commit([]);
    }

    private static async Task WriteAsync(Stream stream, IReadOnlyList<TrainingEvaluation> results, IReadOnlyList<(string Name, string Value)> conditions)
    {
        (DataField Field, Func<ParquetRowGroupWriter, DataField, Task> Write)[] columns =
        [
            Number("index", one => one.Training.Architecture),
            Text("architecture", one => one.Architecture),
            Text("hp", one => one.Training.Setting.Key),
            Text("dataset", one => one.Training.Dataset.Name),
            Number("seed", one => one.Training.Seed),
            Text("set", one => one.Set.Name),
            Number("images", one => one.Score.Images),
            Number("top1_images", one => one.Score.Top1),
            Number("top5_images", one => one.Score.Top5),
            Number("top1", one => one.Score.Top1Percent),
            Number("top5", one => one.Score.Top5Percent),
            Number("loss", one => one.Score.Loss),
            Optional("table_top1", one => one.Table.Top1),
            Optional("table_loss", one => one.Table.Loss),
            Optional("difference", one => one.Difference),
            Text("provider", one => one.Provider),
        ];
        await using ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(columns.Select(column => column.Field)), stream).ConfigureAwait(false);
        writer.CustomMetadata = conditions.ToDictionary(condition => $"natsbench.{condition.Name}", condition => condition.Value);
        using ParquetRowGroupWriter group = writer.CreateRowGroup();
        foreach ((DataField field, Func<ParquetRowGroupWriter, DataField, Task> write) in columns)
            await write(group, field).ConfigureAwait(false);

        (DataField, Func<ParquetRowGroupWriter, DataField, Task>) Number<T>(string name, Func<TrainingEvaluation, T> value)
            where T : struct => (new DataField<T>(name), (group, field) => group.WriteAsync<T>(field, results.Select(value).ToArray()));

        (DataField, Func<ParquetRowGroupWriter, DataField, Task>) Optional<T>(string name, Func<TrainingEvaluation, T?> value)
            where T : struct => (new DataField<T?>(name), (group, field) => group.WriteAsync<T>(field, results.Select(value).ToArray()));

        (DataField, Func<ParquetRowGroupWriter, DataField, Task>) Text(string name, Func<TrainingEvaluation, string> value) =>
            (new DataField(name, typeof(string), isNullable: false), (group, field) => group.WriteAsync<ReadOnlyMemory<char>>(field, results.Select(one => value(one).AsMemory()).ToArray()));
    }
}
