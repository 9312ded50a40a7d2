// The PowerShell engine in the place of Windows PowerShell 5.1. It makes command lines the way 5.1 does (`Legacy`);
// KERBWISE_ARGUMENT_PASSING=Windows chooses the way of 7.3 and later.
using System.IO.Pipes;
using System.Text;

var passing = Environment.GetEnvironmentVariable("KERBWISE_ARGUMENT_PASSING") ?? "Legacy";
using var into = new AnonymousPipeServerStream(PipeDirection.Out);
using var lines = new AnonymousPipeClientStream(PipeDirection.In, into.ClientSafePipeHandle);
new Thread(Feed) { IsBackground = true }.Start();
return Session.Run(lines);

void Feed()
{
  into.Write(Encoding.ASCII.GetBytes($"$PSNativeCommandArgumentPassing = '{passing}'\n"));
  Console.OpenStandardInput().CopyTo(into);
  into.Dispose();
}
