using System.Text.Json;
using CaseFlow.Decisions.Evaluation;
using CaseFlow.Decisions.Expressions;
using CaseFlow.Decisions.Syntax;
using CaseFlow.Decisions.Values;

namespace CaseFlow.Decisions;

/// <summary>The tests of one decision-table cell. Immutable.</summary>
public sealed class FeelUnaryTests
{
    private readonly UnaryTests _tests;

    private FeelUnaryTests(UnaryTests tests, IReadOnlySet<string> names) => (_tests, Names) = (tests, names);

    /// <summary>The variables the tests read besides the input.</summary>
    public IReadOnlySet<string> Names { get; }

    internal static FeelUnaryTests Parse(string text, IEnumerable<string>? knownNames)
    {
        var parser = new Parser(text, knownNames is null ? Vocabulary.Empty : new Vocabulary(knownNames, [], []));
        return new FeelUnaryTests(parser.ParseUnaryTests(), parser.FreeNames);
    }

    /// <summary>Whether the input passes; null when it cannot be tested so (a text against a number). Never throws.</summary>
    public bool? Matches(JsonElement input, IReadOnlyDictionary<string, JsonElement> variables, DateTimeOffset now, FeelLimits? limits = null)
    {
        try
        {
            return _tests.Matches(new JsonScope(new Run(now, limits), variables), JsonValues.Read(input));
        }
        catch (FeelLimitException)
        {
            return null;
        }
    }
}
