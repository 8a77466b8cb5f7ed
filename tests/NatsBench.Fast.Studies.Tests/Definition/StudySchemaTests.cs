using System.Text.Json;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Studies.Definition;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Studies.Tests.Definition;

/// <summary>The schema of study files against the reader and the file in docs.</summary>
public sealed class StudySchemaTests
{
    private static readonly string DocumentedSchema = Path.Combine(SharedData.RepositoryRoot, "docs", "study.schema.json");

    [Fact]
    public void The_file_in_docs_is_the_schema()
    {
        if (Environment.GetEnvironmentVariable("NATSBENCH_UPDATE_GOLDEN") == "1")
            File.WriteAllText(DocumentedSchema, StudySchema.Text);
        Assert.Equal(StudySchema.Text, File.ReadAllText(DocumentedSchema));
    }

    [Fact]
    public void It_knows_the_members_that_a_study_is_written_with()
    {
        using JsonDocument schema = JsonDocument.Parse(StudySchema.Text), study = JsonDocument.Parse((StudyPresets.Get("nats-bench") with { Oracle = "own", Limits = [Limit.AtMost(Quantity.Flops, 1)] }).ToJson());
        JsonElement members = schema.RootElement.GetProperty("properties");
        Assert.Equal(
            study.RootElement.EnumerateObject().Select(member => member.Name),
            members.EnumerateObject().Select(member => member.Name).Where(name => name != "$schema"));
    }
}
