using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using System.Text;

/// <summary>
/// Reads standard input by lines, goes on while the text is incomplete, runs it, prints what it answers.
/// Standard input is read in a code page of single bytes, as Windows PowerShell does: a caller that sends UTF-8 is found out.
/// </summary>
static class Session
{
    public static int Run(Stream standardInput)
    {
        using var runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        using var lines = new StreamReader(standardInput, Encoding.Latin1);
        var text = new StringBuilder();
        while (lines.ReadLine() is { } line)
        {
            text.AppendLine(line);
            if (IsIncomplete(text.ToString())) continue;
            Answer(runspace, text.ToString());
            text.Clear();
        }
        return 0;
    }

    static bool IsIncomplete(string text)
    {
        Parser.ParseInput(text, out _, out var errors);
        return errors.Any(error => error.IncompleteInput);
    }

    static void Answer(Runspace runspace, string text)
    {
        using var shell = PowerShell.Create();
        shell.Runspace = runspace;
        try
        {
            foreach (var answer in shell.AddScript(text).Invoke()) Console.Out.WriteLine(answer);
            foreach (var error in shell.Streams.Error) Console.Error.WriteLine(error);
        }
        catch (Exception error) when (error is RuntimeException or InvalidOperationException)
        {
            Console.Error.WriteLine(error.Message);
        }
        Console.Out.Flush();
        Console.Error.Flush();
    }
}
