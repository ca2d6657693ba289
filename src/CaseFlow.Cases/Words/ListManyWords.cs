using CaseFlow.Cases.Papers;
using CaseFlow.Cases.Pipeline;
using MediatR;

namespace CaseFlow.Cases.Words;

/// <summary>The words of a kind that has too many to come with the others: what activities are called (<c>activity</c>), and what rules of decision tables cite (<c>source</c>). Their codes are what stands
/// in the files of the process; what has no word is called by that.</summary>
/// <param name="Locale"><c>zh-CN</c> or <c>en</c>.</param>
/// <param name="Kind"><c>activity</c> or <c>source</c>.</param>
public sealed record ListManyWords(string Locale, string Kind) : IQuery<IReadOnlyDictionary<string, string>>
{
    /// <summary>These kinds.</summary>
    internal static IReadOnlyList<string> Kinds { get; } = ["activity", "source"];
}

internal sealed class ListManyWordsHandler(Templates templates) : IRequestHandler<ListManyWords, IReadOnlyDictionary<string, string>>
{
    public Task<IReadOnlyDictionary<string, string>> Handle(ListManyWords request, CancellationToken cancellationToken) =>
        ListManyWords.Kinds.Contains(request.Kind) ? Task.FromResult(ListWordsHandler.Of(templates, request.Locale).GetValueOrDefault(request.Kind) ?? new Dictionary<string, string>())
            : throw RefusedException.NotFound("kind-unknown", "没有这一类词语。可用：activity、source。", "There is no such kind of words. There are activity and source.");
}
