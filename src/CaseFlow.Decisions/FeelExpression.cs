using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using CaseFlow.Decisions.Evaluation;
using CaseFlow.Decisions.Expressions;
using CaseFlow.Decisions.Syntax;
using CaseFlow.Decisions.Values;

namespace CaseFlow.Decisions;

/// <summary>A parsed FEEL expression (DMN 1.5). Immutable; evaluate it as often as you like, from any thread.</summary>
public sealed class FeelExpression
{
    private readonly Expression _root;

    private FeelExpression(string text, Expression root, IReadOnlySet<string> names) => (Text, _root, Names) = (text, root, names);

    /// <summary>The source as it was given.</summary>
    public string Text { get; }

    /// <summary>The variables it reads. Names inside a filter are left out: they may be entries of the filtered items.</summary>
    public IReadOnlySet<string> Names { get; }

    /// <summary>The names of its entries where it is written as a context, {a: 1, b: 2}; null for anything else.</summary>
    public IReadOnlyCollection<string>? Entries => (_root is StackGuard guard ? guard.Inner : _root) is ContextExpression context ? context.Names : null;

    /// <summary>Reads the text. Known names are needed only for those with operator signs or keywords in them, such as «loan-amount».</summary>
    /// <exception cref="FeelSyntaxException">Says where, what stands there and what was expected.</exception>
    public static FeelExpression Parse(string text, IEnumerable<string>? knownNames = null)
    {
        var parser = new Parser(text, knownNames is null ? Vocabulary.Empty : new Vocabulary(knownNames, [], []));
        return new FeelExpression(text, parser.ParseExpression(), parser.FreeNames);
    }

    /// <summary>As <see cref="Parse"/>, with the complaint as a value.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out FeelExpression? expression, [NotNullWhen(false)] out FeelSyntaxException? error)
    {
        try
        {
            (expression, error) = (Parse(text), null);
            return true;
        }
        catch (FeelSyntaxException wrong)
        {
            (expression, error) = (null, wrong);
            return false;
        }
    }

    /// <summary>Reads the tests of a decision-table cell, such as <c>&lt; 18, [60..80]</c>.</summary>
    public static FeelUnaryTests ParseUnaryTests(string text, IEnumerable<string>? knownNames = null) => FeelUnaryTests.Parse(text, knownNames);

    /// <summary>The value over these variables; a null element for FEEL's null. Never throws, whatever the variables hold.</summary>
    public JsonElement Evaluate(IReadOnlyDictionary<string, JsonElement> variables, DateTimeOffset now) => Explain(variables, now).Value;

    /// <summary>The value together with the reasons of the nulls that were met on the way.</summary>
    public FeelResult Explain(IReadOnlyDictionary<string, JsonElement> variables, DateTimeOffset now, FeelLimits? limits = null)
    {
        var run = new Run(now, limits);
        try
        {
            var value = JsonValues.Write(run, _root.Evaluate(new JsonScope(run, variables)));
            return new FeelResult(value, [.. run.Reasons]);
        }
        catch (FeelLimitException limit)
        {
            return new FeelResult(JsonValues.Null, [limit.Reason, .. run.Reasons]);
        }
    }
}
