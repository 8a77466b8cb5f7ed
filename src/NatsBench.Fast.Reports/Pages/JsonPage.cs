using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using NatsBench.Fast.Reports.Pictures;
using NatsBench.Fast.Reports.Tables;

namespace NatsBench.Fast.Reports.Pages;

/// <summary>Pages as JSON.</summary>
internal static class JsonPage
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true, NewLine = "\n" };

    public static string Of(Page page)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, Options))
            Write(json, page);
        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private static void Write(Utf8JsonWriter json, Page page)
    {
        json.WriteStartObject();
        json.WriteString("title", page.Title);
        json.WriteString("synthetic", page.Synthetic);
        json.WriteString("lead", page.Lead);
        json.WriteStartArray("sections");
        foreach (PageSection section in page.Sections)
        {
            json.WriteStartObject();
            json.WriteString("name", section.Name);
            json.WriteString("title", section.Title);
            Write(json, "texts", section.Blocks.SelectMany(Texts), static (writer, text) => writer.WriteStringValue(text));
            Write(json, "tables", section.Blocks.OfType<TableBlock>().Select(block => block.Table), Write);
            Write(json, "data", section.Blocks.OfType<DataBlock>().Select(block => $"{ReportFolder.Tables}/{block.Table.Name}.csv"), static (writer, file) => writer.WriteStringValue(file));
            Write(json, "pictures", section.Blocks.OfType<PictureBlock>().Select(block => block.Picture), Write);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteString("footer", page.Footer);
        json.WriteEndObject();
    }

    private static IEnumerable<string> Texts(PageBlock block) => block switch
    {
        HeadingBlock heading => [heading.Text],
        TextBlock text => [text.Text],
        ListBlock list => list.Items,
        CodeBlock code => [code.Text],
        _ => [],
    };

    private static void Write<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (T item in items)
            write(json, item);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, Picture picture)
    {
        json.WriteStartObject();
        json.WriteString("name", picture.Name);
        json.WriteString("title", picture.Title);
        json.WriteString("alt", picture.Alt);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ResultTable table)
    {
        IReadOnlyList<TableData> columns = TableData.Of(table);
        json.WriteStartObject();
        json.WriteString("name", table.Name);
        json.WriteString("caption", table.Caption);
        json.WriteStartObject("units");
        foreach (TableData column in columns.Where(column => column.Unit.Length > 0))
            json.WriteString(column.Name, column.Unit);
        json.WriteEndObject();
        json.WriteStartObject("columns");
        foreach (TableData column in columns)
            Write(json, column);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, TableData column)
    {
        switch (column)
        {
            case NumberData numbers:
                Write(json, column.Name, numbers.Values, static (writer, value) =>
                {
                    if (value is { } number)
                        writer.WriteNumberValue(number);
                    else
                        writer.WriteNullValue();
                });
                break;
            case WholeData numbers:
                Write(json, column.Name, numbers.Values, static (writer, value) =>
                {
                    if (value is { } number)
                        writer.WriteNumberValue(number);
                    else
                        writer.WriteNullValue();
                });
                break;
            case TextData texts:
                Write(json, column.Name, texts.Values, static (writer, value) => writer.WriteStringValue(value));
                break;
            default:
                throw new InvalidOperationException($"no JSON of {column.GetType().Name}");
        }
    }
}
