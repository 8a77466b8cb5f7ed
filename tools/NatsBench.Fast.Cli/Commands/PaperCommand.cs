using System.CommandLine;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Cli.Parsing;
using NatsBench.Fast.Reports.Pages;
using NatsBench.Fast.Reports.Paper;

namespace NatsBench.Fast.Cli.Commands;

/// <summary><c>natsbench paper</c>.</summary>
internal sealed class PaperCommand : ExampleCommand
{
    private readonly Argument<string[]> _files = new("FILE")
    {
        Description = "A column file (.natsb) of either space, or one of each.",
        Arity = new ArgumentArity(1, 2),
    };
    private readonly Option<string> _out = CommonArguments.NotEmpty(new Option<string>("--out")
    {
        Description = "The folder to write; an older report in it is replaced when the new one is complete.",
        HelpName = "DIR",
        Required = true,
    });
    private readonly Option<int?> _threads = CommonArguments.Threads();
    private readonly Option<bool> _json = CommonArguments.Json("Print one line of JSON about what was written, instead of text.");

    public PaperCommand() : base(
        "paper", "Compute every analysis of the paper that a table alone can give, beside the reported figures.",
        "natsbench paper NATS-tss.natsb --out paper",
        "natsbench paper NATS-tss.natsb NATS-sss.natsb --out paper --threads 2")
    {
        Arguments.Add(_files);
        foreach (Option option in (Option[])[_out, _threads, _json])
            Options.Add(option);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        List<NatsBenchmark> benches = [];
        try
        {
            foreach (string file in parsed.GetRequiredValue(_files))
                benches.Add(NatsBenchmark.Open(file));
            string folder = parsed.GetRequiredValue(_out);
            using Interruption interruption = new();
            (Page page, IReadOnlyList<string> files) = ProgressDisplay.Run(
                "analysing", progress => PaperReport.Write(benches, folder, parsed.GetValue(_threads), progress, interruption.Token));
            return new Answer(
                json =>
                {
                    json.WriteString("folder", folder);
                    json.WriteStartArray("files");
                    foreach (string file in files)
                        json.WriteStringValue(file);
                    json.WriteEndArray();
                },
                text => Write(text, page, folder, files)).Write(parsed.GetValue(_json), page.Synthetic);
        }
        finally
        {
            foreach (NatsBenchmark bench in benches)
                bench.Dispose();
        }
    }

    private static void Write(TextOutput text, Page page, string folder, IReadOnlyList<string> files)
    {
        text.Title(page.Title);
        TextTable table = new("section", TextTable.Number("tables"), TextTable.Number("pictures"), TextTable.Number("notes"));
        foreach (PageSection section in page.Sections.Skip(1))
            table.Add(
                section.Title, $"{section.Blocks.Count(block => block is TableBlock or DataBlock)}", $"{section.Blocks.OfType<PictureBlock>().Count()}",
                $"{section.Blocks.OfType<ListBlock>().Sum(list => list.Items.Count)}");
        text.Table(table);
        text.Line($"{Display.Count(files.Count)} files in {folder}; begin with {Path.Combine(folder, ReportFolder.PageName)}");
    }
}
