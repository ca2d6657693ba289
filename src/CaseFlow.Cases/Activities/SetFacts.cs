using System.Text.Json;
using CaseFlow.Cases.Running;
using CaseFlow.Workflows;
using MediatR;

namespace CaseFlow.Cases.Activities;

/// <summary>Merges members into the facts that are shown of the case. Never personal data: facts are not encrypted.</summary>
[Activity("CaseFlow.SetFacts", Zh = "记录办件要素", En = "Set case facts",
    AboutZh = "记录可供列表与查询使用的办件要素。",
    AboutEn = "Notes facts of the case for lists and queries.")]
public sealed record SetFacts(JsonElement Facts) : IActivityRequest;

internal sealed class SetFactsHandler(CaseScope scope) : IRequestHandler<SetFacts, ActivityAnswer>
{
    public Task<ActivityAnswer> Handle(SetFacts request, CancellationToken cancellationToken)
    {
        if (request.Facts.ValueKind != JsonValueKind.Object)
            return Task.FromResult(ActivityAnswer.Failed("facts-not-object", "SetFacts expects an object of facts."));
        foreach (var fact in request.Facts.EnumerateObject())
            scope.Case.Facts[fact.Name] = fact.Value.Clone();
        scope.Case.Changed = true;
        return Task.FromResult(ActivityAnswer.Done());
    }
}
