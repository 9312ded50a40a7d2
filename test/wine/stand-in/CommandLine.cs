using System.Runtime.InteropServices;

/// <summary>The command line as the caller wrote it, before anything splits it into arguments.</summary>
static partial class CommandLine
{
  public static string Raw() => Marshal.PtrToStringUni(GetCommandLineW()) ?? "";

  [LibraryImport("kernel32")]
  private static partial nint GetCommandLineW();
}
