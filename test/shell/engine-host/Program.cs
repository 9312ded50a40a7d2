// The PowerShell engine without PowerShell's own programs, for tests.
// Without arguments of its own it behaves as `powershell … -NoExit -Command -`; with --parse it judges texts.

return args is ["--parse"] ? Judge.Run(Console.In, Console.Out) : Session.Run(Console.OpenStandardInput());
