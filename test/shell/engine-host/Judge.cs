using System.Management.Automation.Language;
using System.Text;
using System.Text.Json;

/// <summary>
/// Says what PowerShell's parser makes of each text: base64 of UTF-8 in, one a line; one line of JSON out.
/// An element that is no constant has the value null. A script block that is called is an element like a path: its text; what is in it is not looked at.
/// </summary>
static class Judge
{
    sealed record Element(bool Constant, string? Value, string Kind);

    sealed record Verdict(string[] Errors, int Statements, int Pipelines, int Commands, string? Name, Element[] Elements);

    static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static int Run(TextReader input, TextWriter output)
    {
        while (input.ReadLine() is { } line)
        {
            var text = Encoding.UTF8.GetString(Convert.FromBase64String(line));
            output.WriteLine(JsonSerializer.Serialize(Look(text), Json));
        }
        output.Flush();
        return 0;
    }

    static Verdict Look(string text)
    {
        var script = Parser.ParseInput(text, out _, out var errors);
        var first = script.Find(part => part is CommandAst, searchNestedScriptBlocks: true) as CommandAst;
        var called = first?.CommandElements[0] as ScriptBlockExpressionAst;
        Ast[] outside = [.. script.FindAll(part => !IsWithin(part, called), searchNestedScriptBlocks: true)];
        return new Verdict(
            [.. errors.Select(error => error.ErrorId)],
            script.EndBlock?.Statements.Count ?? 0,
            outside.Count(part => part is PipelineAst),
            outside.Count(part => part is CommandAst),
            first?.GetCommandName(),
            first is null ? [] : [.. first.CommandElements.Select(Describe)]);
    }

    static bool IsWithin(Ast part, Ast? whole) =>
        whole is not null && part != whole && part.Extent.StartOffset >= whole.Extent.StartOffset && part.Extent.EndOffset <= whole.Extent.EndOffset;

    static Element Describe(CommandElementAst element) => element switch
    {
        StringConstantExpressionAst text => new Element(true, text.Value, nameof(StringConstantExpressionAst)),
        ScriptBlockExpressionAst block => new Element(true, block.Extent.Text, nameof(ScriptBlockExpressionAst)),
        _ => new Element(false, null, element.GetType().Name),
    };
}
