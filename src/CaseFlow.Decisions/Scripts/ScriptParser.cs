namespace CaseFlow.Decisions.Scripts;

/// <summary>Reads a pure JavaScript expression: literals, templates, arrays and objects with spread, members and calls (also optional), operators, arrow
/// functions with an expression as body. Statements, assignments, <c>new</c>, classes and regular expressions are refused with what to write
/// instead.</summary>
internal sealed partial class ScriptParser(List<ScriptToken> tokens)
{
    private const int Deepest = 64, MostOperators = 1_000;

    private static readonly HashSet<string> Refused =
        ["var", "let", "const", "function", "if", "for", "while", "do", "switch", "new", "class", "delete", "throw", "try", "await", "async", "yield",
        "import", "this"];

    private static readonly string[][] Levels =
    [
        ["??"], ["||"], ["&&"], ["|"], ["^"], ["&"], ["==", "!=", "===", "!=="], ["<", ">", "<=", ">=", "in"], ["+", "-"], ["*", "/", "%"],
    ];

    private int at, depth, operators;

    /// <summary>Names it reads from outside.</summary>
    public HashSet<string> Names { get; } = [];

    /// <summary>Calls with a literal first argument, e.g. <c>getVariable("x")</c>.</summary>
    public List<(string Function, string Argument)> Calls { get; } = [];

    private ScriptToken Here => tokens[at];

    public static (ScriptPart Part, ScriptParser Parser) Parse(string source)
    {
        var parser = new ScriptParser(new ScriptLexer(source).All());
        return (parser.Program(), parser);
    }

    private ScriptPart Program()
    {
        if (Here.Kind == TokenKind.Name && Here.Text == "return")
            at++;
        if (Here.Kind == TokenKind.End || Is(";"))
            return _ => Undefined.Value;
        var value = Expression();
        while (Take(";"))
        {
        }

        return Here.Kind == TokenKind.End ? value : throw Unexpected();
    }

    private ScriptPart Expression()
    {
        Deeper();
        var value = IsArrow() ? Arrow() : Conditional();
        if (Here is { Kind: TokenKind.Sign, Text: "=" or "+=" or "-=" or "*=" or "/=" or "%=" or "**=" or "&&=" or "||=" or "??=" or "++" or "--" })
            throw new ScriptSyntaxException(Here.Position, "这里只能是表达式，不能赋值；请用“设置变量”活动",
                "only expressions are understood, no assignments; use a SetVariable activity");
        depth--;
        return value;
    }

    private ScriptPart Conditional()
    {
        var condition = Binary(0);
        if (!Take("?"))
            return condition;
        var then = Expression();
        Need(":");
        var otherwise = Expression();
        return run => ScriptValues.IsTrue(condition(run)) ? then(run) : otherwise(run);
    }

    private ScriptPart Binary(int level)
    {
        if (level == Levels.Length)
            return Power();
        var left = Binary(level + 1);
        while (Here.Kind is TokenKind.Sign or TokenKind.Name && Levels[level].Contains(Here.Text))
        {
            // a chain of operators is evaluated from inside its left end: too long a one would exhaust the stack
            if (++operators > MostOperators)
                throw new ScriptSyntaxException(Here.Position, $"运算符超过 {MostOperators} 个", $"more than {MostOperators} operators");
            var (sign, a) = (tokens[at++].Text, left);
            left = ScriptOperators.Binary(sign, a, Binary(level + 1));
        }

        return left;
    }

    private ScriptPart Power()
    {
        var left = Unary();
        if (!Take("**"))
            return left;
        Deeper();
        var right = Power();
        depth--;
        return run => Math.Pow(ScriptValues.Number(left(run)), ScriptValues.Number(right(run)));
    }

    private ScriptPart Unary()
    {
        if (Here is { Kind: TokenKind.Sign, Text: "!" or "-" or "+" or "++" or "--" or "~" } or { Kind: TokenKind.Name, Text: "typeof" or "void" })
        {
            Deeper();
            var sign = tokens[at++];
            var operand = Unary();
            depth--;
            return ScriptOperators.Unary(sign.Text, operand)
                ?? throw new ScriptSyntaxException(sign.Position, $"不支持“{sign.Text}”", $"'{sign.Text}' is not understood");
        }

        return Postfix(Primary());
    }

    private ScriptPart Primary()
    {
        var token = tokens[at++];
        switch (token)
        {
            case { Kind: TokenKind.Number or TokenKind.Text }:
                return _ => token.Value;
            case { Kind: TokenKind.Template }:
                return Template((List<object>)token.Value!);
            case { Kind: TokenKind.Sign, Text: "(" }:
                var inner = Expression();
                Need(")");
                return inner;
            case { Kind: TokenKind.Sign, Text: "[" }:
                return ListLiteral();
            case { Kind: TokenKind.Sign, Text: "{" }:
                return ObjectLiteral();
            case { Kind: TokenKind.Name } when Refused.Contains(token.Text):
                throw new ScriptSyntaxException(token.Position, $"这里只能是表达式，不支持“{token.Text}”；请改写为表达式、FEEL 或用活动表达",
                    $"only expressions are understood, not '{token.Text}'; write an expression, FEEL, or use activities");
            case { Kind: TokenKind.Name }:
                return Name(token.Text);
            default:
                at--;
                throw Unexpected();
        }
    }

    private ScriptPart Name(string name)
    {
        switch (name)
        {
            case "true":
                return _ => true;
            case "false":
                return _ => false;
            case "null":
                return _ => null;
            case "undefined":
                return _ => Undefined.Value;
            case "NaN":
                return _ => double.NaN;
            case "Infinity":
                return _ => double.PositiveInfinity;
            default:
                Names.Add(name);
                return run => run.Name(name);
        }
    }

    private ScriptPart Template(List<object> parts)
    {
        var compiled = parts.Select(part => part is List<ScriptToken> hole ? Hole(hole) : _ => part).ToList();
        return run => run.Sized(string.Concat(compiled.Select(part => ScriptValues.Text(part(run)))));
    }

    private ScriptPart Hole(List<ScriptToken> hole)
    {
        var inner = new ScriptParser(hole) { depth = depth + 1, operators = operators };
        var value = inner.Expression();
        if (inner.Here.Kind != TokenKind.End)
            throw inner.Unexpected();
        operators = inner.operators;
        Names.UnionWith(inner.Names);
        Calls.AddRange(inner.Calls);
        return value;
    }

    private void Deeper()
    {
        if (++depth > Deepest)
            throw new ScriptSyntaxException(Here.Position, $"嵌套超过 {Deepest} 层", $"nested more than {Deepest} deep");
    }

    private bool Is(string sign) => Here.Kind == TokenKind.Sign && Here.Text == sign;

    private bool Take(string sign)
    {
        if (!Is(sign))
            return false;
        at++;
        return true;
    }

    private void Need(string sign)
    {
        if (!Take(sign))
            throw Unexpected(sign);
    }

    private ScriptSyntaxException Unexpected(string? expected = null)
    {
        var (zh, en) = Here.Kind == TokenKind.End ? ("表达式意外结束", "the expression ends too early")
            : ($"多余的“{Describe(Here)}”", $"'{Describe(Here)}' is not expected");
        return expected is null ? new ScriptSyntaxException(Here.Position, zh, en)
            : new ScriptSyntaxException(Here.Position, $"{zh}，应为“{expected}”", $"{en}, expected '{expected}'");
    }

    private static string Describe(ScriptToken token) => token.Text.Length > 0 ? token.Text : token.Value?.ToString() ?? "";
}
