using CaseFlow.Decisions.Expressions;
using CaseFlow.Decisions.Values;

namespace CaseFlow.Decisions.Syntax;

/// <summary>Literals, names, lists, contexts, ranges, parentheses.</summary>
internal sealed partial class Parser
{
    private Expression Primary()
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Number:
                _at++;
                return FeelNumber.TryParse(token.Text) is { } number
                    ? new Literal(number)
                    : throw FeelSyntaxException.At(token.Start, "数字超出可表示的范围", "the number is out of range");
            case TokenKind.Text:
                _at++;
                return new Literal(token.Text);
            case TokenKind.Word:
                return Word(token);
            case TokenKind.Symbol when token.Text is "(" or "[" or "]" or "{" or "@":
                return Bracketed(token);
            default:
                throw Unexpected(Expectation.Value);
        }
    }

    private Expression Word(Token token)
    {
        if (_names.Longest(_tokens, _at) is not { Length: > 1 } && Keyword(token) is { } keyword) return keyword;
        var name = Name(_names);
        if (name == "?") _usesInput = true;
        else if (_filters == 0 && !IsDeclared(name)) _free.Add(name);
        return new NameExpression(name, _vocabulary.IsClosed && _filters == 0 && !_names.DeclaresInside(name, Vocabulary.BuiltInNames));
    }

    private Expression? Keyword(Token token)
    {
        switch (token.Text)
        {
            case "true" or "false" or "null":
                _at++;
                return new Literal(token.Text == "null" ? null : token.Text == "true");
            case "if":
                return If();
            case "for":
                return For();
            case "some" or "every":
                return Quantified();
            case "function" when Peek().Is("("):
                return Function();
            default:
                return null;
        }
    }

    private Expression Bracketed(Token token)
    {
        var ends = _rangeEnds;
        _rangeEnds = 0;
        _at++;
        var expression = token.Text switch
        {
            "(" => Parenthesis(),
            "[" => List(),
            "]" => Range(false, Expression()),
            "{" => Context(),
            _ => AtLiteral(),
        };
        _rangeEnds = ends;
        return expression;
    }

    private Expression Parenthesis()
    {
        var inner = Expression();
        if (Is("..")) return Range(false, inner);
        Expect(")");
        return inner;
    }

    private Expression List()
    {
        var items = new List<Expression>();
        if (Accept("]")) return new ListExpression(items);
        do items.Add(Expression());
        while (items.Count > 0 && Accept(","));
        if (items.Count == 1 && Is("..")) return Range(true, items[0]);
        Expect("]");
        return new ListExpression(items);
    }

    private RangeExpression Range(bool startIncluded, Expression start)
    {
        Expect("..");
        _rangeEnds++;
        var end = Expression();
        _rangeEnds--;
        if (Accept("]")) return new RangeExpression(startIncluded, start, end, true);
        if (Accept(")") || Accept("[")) return new RangeExpression(startIncluded, start, end, false);
        throw Unexpected(new Expectation("“]”或“)”", "']' or ')'"));
    }

    /// <summary>Each entry is a name for those after it and, later on, a member behind a dot.</summary>
    private Expression Context()
    {
        var entries = new List<KeyValuePair<string, Expression>>();
        if (Accept("}")) return new ContextExpression(entries);
        var outer = _names;
        _names = new NameTable(outer);
        do
        {
            var key = Current.Kind == TokenKind.Text ? _tokens[_at++].Text : Declaration(":");
            Expect(":");
            // A function may call itself, so its name is in sight of its own body.
            _members.Add(key);
            if (Is("function")) _names.Add(key);
            entries.Add(KeyValuePair.Create(key, Expression()));
            _names.Add(key);
        }
        while (Accept(","));
        _names = outer;
        Expect("}");
        return new ContextExpression(entries);
    }

    private Expression AtLiteral()
    {
        if (Current.Kind != TokenKind.Text) throw Unexpected(new Expectation("引号中的日期、时间或时长", "a date, time or duration in quotation marks"));
        var text = _tokens[_at++].Text;
        return TemporalText.Any(text) is { } value ? new Literal(value) : new BadLiteral(text);
    }

    private bool IsDeclared(string name) => Functions.BuiltIns.Find(name) is not null || _names.DeclaresInside(name, _vocabulary.Names);
}
