using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

/// <summary>
/// Hands a call to the practice server that the test serves on the loopback address, and answers as it says.
/// One call is one connection: a line of JSON there, a line of JSON back. Without an answer it ends with 99, which no program means.
/// </summary>
static class Lab
{
    const int NoAnswer = 99;

    public static int Answer(Call call)
    {
        try
        {
            using var answer = JsonDocument.Parse(Ask(Question(call)));
            Say(Console.OpenStandardOutput(), answer.RootElement.GetProperty("stdout").GetString());
            Say(Console.OpenStandardError(), answer.RootElement.GetProperty("stderr").GetString());
            return answer.RootElement.GetProperty("exitCode").GetInt32();
        }
        catch (Exception error) when (error is SocketException or IOException or JsonException or FormatException)
        {
            Say(Console.OpenStandardError(), $"stand-in: the practice server gives no answer: {error.Message}\r\n");
            return NoAnswer;
        }
    }

    static string Ask(byte[] question)
    {
        using var caller = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        caller.Connect(IPAddress.Loopback, int.Parse(Environment.GetEnvironmentVariable("KERBWISE_LAB_PORT") ?? ""));
        caller.Send(question);
        using var reader = new StreamReader(new NetworkStream(caller), Encoding.UTF8);
        return reader.ReadLine() ?? "";
    }

    static byte[] Question(Call call)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            json.WriteString("program", call.Program);
            json.WriteStartArray("args");
            foreach (var argument in call.Arguments) json.WriteStringValue(argument);
            json.WriteEndArray();
            json.WriteString("raw", call.Raw);
            json.WriteEndObject();
        }
        text.WriteByte((byte)'\n');
        return text.ToArray();
    }

    /// <summary>As Windows programs do where their output is redirected: in the code page of the console.</summary>
    static void Say(Stream stream, string? text)
    {
        stream.Write(Console.OutputEncoding.GetBytes(text ?? ""));
        stream.Flush();
    }
}
