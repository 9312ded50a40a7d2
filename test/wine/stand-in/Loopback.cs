using System.Runtime.InteropServices;
using System.Text;

/// <summary>One question and one answer over TCP, with Windows' own calls: the sockets of .NET take longer to start than all the rest.</summary>
static unsafe partial class Loopback
{
  const int InterNetwork = 2, Stream = 1, Tcp = 6, VersionBytes = 512;

  /// <summary>The answer up to where the other side ends it; empty where nobody listens.</summary>
  public static string Ask(ushort port, string question)
  {
    var data = stackalloc byte[VersionBytes];
    if (WSAStartup(0x0202, data) != 0) return "";
    var caller = socket(InterNetwork, Stream, Tcp);
    var bytes = Encoding.ASCII.GetBytes(question);
    byte[] address = [InterNetwork, 0, (byte)(port >> 8), (byte)port, 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0];
    if (connect(caller, address, address.Length) != 0 || send(caller, bytes, bytes.Length, 0) != bytes.Length) return "";
    using var answer = new MemoryStream();
    var part = new byte[65536];
    for (int got; (got = recv(caller, part, part.Length, 0)) > 0;) answer.Write(part, 0, got);
    closesocket(caller);
    return Encoding.ASCII.GetString(answer.ToArray());
  }

  [LibraryImport("ws2_32")]
  private static partial int WSAStartup(ushort version, byte* data);

  [LibraryImport("ws2_32")]
  private static partial nint socket(int family, int type, int protocol);

  [LibraryImport("ws2_32")]
  private static partial int connect(nint caller, byte[] address, int length);

  [LibraryImport("ws2_32")]
  private static partial int send(nint caller, byte[] bytes, int length, int flags);

  [LibraryImport("ws2_32")]
  private static partial int recv(nint caller, byte[] bytes, int length, int flags);

  [LibraryImport("ws2_32")]
  private static partial int closesocket(nint caller);
}
