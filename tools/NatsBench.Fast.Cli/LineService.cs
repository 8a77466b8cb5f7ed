using System.Buffers;
using System.Text;

namespace NatsBench.Fast.Cli;

/// <summary>Answers lines with lines, in UTF-8.</summary>
internal static class LineService
{
    private const int InitialBufferBytes = 1 << 16;

    // No call is as long; without an end of line the memory of the machine would be.
    private const int MostBytes = 16 << 20;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>
    /// Answers until the input ends. Whatever has been answered is flushed before the input is waited for: one who asks
    /// a line at a time gets each answer at once, one who sends a file gets them in large pieces.
    /// </summary>
    public static void Serve(Stream input, Stream output, Func<string, string> answer)
    {
        byte[] buffer = new byte[InitialBufferBytes];
        int filled = 0;
        bool isFirst = true, isSkipping = false;
        ArrayBufferWriter<byte> answers = new();
        try
        {
            for (int read; (read = input.Read(buffer, filled, buffer.Length - filled)) > 0;)
            {
                filled += read;
                int done = 0;
                for (int length; (length = buffer.AsSpan(done, filled - done).IndexOf((byte)'\n')) >= 0; done += length + 1)
                    AnswerLine(buffer.AsSpan(done, length));
                Flush();
                buffer.AsSpan(done, filled - done).CopyTo(buffer);
                filled -= done;
                if (filled < buffer.Length)
                    continue;
                if (buffer.Length < MostBytes)
                    Array.Resize(ref buffer, buffer.Length * 2);
                else
                    (filled, isSkipping) = (0, true);
            }
            AnswerLine(buffer.AsSpan(0, filled));
        }
        finally
        {
            Flush();
        }

        void AnswerLine(ReadOnlySpan<byte> line)
        {
            if (isFirst && line.StartsWith(Encoding.UTF8.Preamble))
                line = line[Encoding.UTF8.Preamble.Length..];
            isFirst = false;
            // The beginning of a line that is too long is not JSON, whatever its end is.
            string text = isSkipping ? $"(more than {MostBytes} bytes)" : Utf8.GetString(line);
            isSkipping = false;
            if (string.IsNullOrWhiteSpace(text))
                return;
            Utf8.GetBytes(answer(text), answers);
            answers.Write("\n"u8);
        }

        void Flush()
        {
            output.Write(answers.WrittenSpan);
            output.Flush();
            answers.ResetWrittenCount();
        }
    }
}
