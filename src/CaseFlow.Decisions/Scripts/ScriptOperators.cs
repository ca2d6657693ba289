namespace CaseFlow.Decisions.Scripts;

internal static class ScriptOperators
{
    public static ScriptPart Binary(string sign, ScriptPart a, ScriptPart b) => sign switch
    {
        "??" => run => a(run) is var value && ScriptValues.IsNothing(value) ? b(run) : value,
        "||" => run => a(run) is var value && ScriptValues.IsTrue(value) ? value : b(run),
        "&&" => run => a(run) is var value && !ScriptValues.IsTrue(value) ? value : b(run),
        "===" => run => ScriptValues.Same(a(run), b(run)),
        "!==" => run => !ScriptValues.Same(a(run), b(run)),
        "==" => run => ScriptValues.Alike(a(run), b(run)),
        "!=" => run => !ScriptValues.Alike(a(run), b(run)),
        "<" => run => ScriptValues.Compare(a(run), b(run)) < 0,
        ">" => run => ScriptValues.Compare(a(run), b(run)) > 0,
        "<=" => run => ScriptValues.Compare(a(run), b(run)) <= 0,
        ">=" => run => ScriptValues.Compare(a(run), b(run)) >= 0,
        "in" => run => a(run) is var key && b(run) is Dictionary<string, object?> members && members.ContainsKey(ScriptValues.Text(key)),
        "+" => run => ScriptValues.Add(run, a(run), b(run)),
        "-" => run => ScriptValues.Number(a(run)) - ScriptValues.Number(b(run)),
        "*" => run => ScriptValues.Number(a(run)) * ScriptValues.Number(b(run)),
        "/" => run => ScriptValues.Number(a(run)) / ScriptValues.Number(b(run)),
        "%" => run => ScriptValues.Number(a(run)) % ScriptValues.Number(b(run)),
        "|" => run => (double)(Whole(a(run)) | Whole(b(run))),
        "&" => run => (double)(Whole(a(run)) & Whole(b(run))),
        _ => run => (double)(Whole(a(run)) ^ Whole(b(run))),
    };

    public static ScriptPart? Unary(string sign, ScriptPart operand) => sign switch
    {
        "!" => run => !ScriptValues.IsTrue(operand(run)),
        "-" => run => -ScriptValues.Number(operand(run)),
        "+" => run => ScriptValues.Number(operand(run)),
        "~" => run => (double)~Whole(operand(run)),
        "typeof" => run => ScriptValues.TypeOf(operand(run)),
        "void" => _ => Undefined.Value,
        _ => null,
    };

    private static int Whole(object? value) => ScriptValues.Number(value) is var number && double.IsFinite(number) ? unchecked((int)(long)number) : 0;
}
