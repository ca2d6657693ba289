using CaseFlow.Cases.Papers;
using CaseFlow.Cases.Pipeline;
using MediatR;

namespace CaseFlow.Cases.Words;

/// <summary>What the activities of the installed processes are called in a language, by the name that the designer gave them; what has no word is called by that name.</summary>
/// <param name="Locale"><c>zh-CN</c> or <c>en</c>.</param>
public sealed record ListActivityNames(string Locale) : IQuery<IReadOnlyDictionary<string, string>>
{
    internal const string Kind = "activity";
}

internal sealed class ListActivityNamesHandler(Templates templates) : IRequestHandler<ListActivityNames, IReadOnlyDictionary<string, string>>
{
    public Task<IReadOnlyDictionary<string, string>> Handle(ListActivityNames request, CancellationToken cancellationToken) =>
        Task.FromResult(ListWordsHandler.Of(templates, request.Locale).GetValueOrDefault(ListActivityNames.Kind) ?? new Dictionary<string, string>());
}
