/// <summary>
/// Prints the raw command line and then each argument, one a line, as words of base64;
/// and at last the arguments as text, in the code page of the console.
/// </summary>
static class Printer
{
  public static int Print(Call call)
  {
    foreach (var text in call.Arguments.Prepend(call.Raw)) Console.Out.WriteLine(Words.Write(text));
    Console.Out.WriteLine(string.Join(' ', call.Arguments));
    return 0;
  }
}
