using System.Text;

/// <summary>Text as base64 of UTF-16: every string that Windows knows, half characters too, in letters that no code page can touch.</summary>
static class Words
{
  public static string Write(string text) => Convert.ToBase64String(Encoding.Unicode.GetBytes(text));

  public static string Read(string word) => Encoding.Unicode.GetString(Convert.FromBase64String(word.Trim()));
}
