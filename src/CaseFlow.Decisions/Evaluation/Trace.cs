using CaseFlow.Decisions.Models;

namespace CaseFlow.Decisions.Evaluation;

/// <summary>Which rules matched and what each decision answered, in the order it happened.</summary>
internal sealed class Trace
{
    private const int MaxHits = 1_000;
    private readonly List<Hit> _hits = [];
    private readonly List<KeyValuePair<string, object?>> _decisions = [];

    public IReadOnlyList<Hit> Hits => _hits;

    public IReadOnlyList<KeyValuePair<string, object?>> Decisions => _decisions;

    public void Add(Hit hit)
    {
        if (_hits.Count < MaxHits) _hits.Add(hit);
    }

    public void Decided(string decision, object? value)
    {
        if (_decisions.Count < MaxHits) _decisions.Add(KeyValuePair.Create(decision, value));
    }
}

/// <summary>A rule that matched: of which table, what it saw, what it gave.</summary>
internal sealed record Hit(DecisionTable Table, TableRule Rule, object?[] Inputs, object? Output);
