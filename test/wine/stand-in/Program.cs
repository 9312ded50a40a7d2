// Stands in the place of a Windows program: appcmd.exe, setspn.exe, klist.exe, whoami.exe, reg.exe.
// Under the name print-arguments.exe it prints what it was given instead.

var called = new Call(Path.GetFileNameWithoutExtension(Environment.ProcessPath ?? ""), args, CommandLine.Raw());
return called.Program == "print-arguments" ? Printer.Print(called) : Lab.Answer(called);

/// <summary>How this program was started: its own name, the arguments as Windows split them, and the text they were split from.</summary>
sealed record Call(string Program, string[] Arguments, string Raw);
