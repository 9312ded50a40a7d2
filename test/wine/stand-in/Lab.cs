/// <summary>
/// Hands a call to the practice server that the test serves on the loopback address, and answers as it says.
/// One call is one connection: a line there, a number of its own, the program, the raw command line and each argument; a line back, the exit code and
/// both streams. Words stand apart by blanks, each as base64 of UTF-16. Without an answer it ends with 99, which no program means.
/// </summary>
static class Lab
{
  const int NoAnswer = 99;

  /// <summary>Wine has lost an answer before: the same question, known by its number, may be asked again and is not run twice.</summary>
  const int Attempts = 3;

  public static int Answer(Call call)
  {
    var port = ushort.Parse(Environment.GetEnvironmentVariable("KERBWISE_LAB_PORT") ?? "0");
    var question = Line([Guid.NewGuid().ToString(), call.Program, call.Raw, .. call.Arguments]);
    for (var attempt = 0; attempt < Attempts; attempt++)
    {
      if (Loopback.Ask(port, question).Split(' ') is not [var exitCode, var stdout, var stderr]) continue;
      Say(Console.OpenStandardOutput(), Words.Read(stdout));
      Say(Console.OpenStandardError(), Words.Read(stderr));
      return int.Parse(Words.Read(exitCode));
    }
    Say(Console.OpenStandardError(), "stand-in: the practice server gives no answer\r\n");
    return NoAnswer;
  }

  static string Line(string[] words) => string.Join(' ', Array.ConvertAll(words, Words.Write)) + "\n";

  /// <summary>As Windows programs do where their output is redirected: in the code page of the console.</summary>
  static void Say(Stream stream, string text)
  {
    stream.Write(Console.OutputEncoding.GetBytes(text));
    stream.Flush();
  }
}
