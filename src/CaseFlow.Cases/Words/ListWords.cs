using CaseFlow.Cases.Papers;
using CaseFlow.Cases.Pipeline;
using MediatR;

namespace CaseFlow.Cases.Words;

/// <summary>How the codes of the installed processes are called in a language: the product and its desk know no domain, so what a state or a reason is called comes from the files beside
/// the templates (<c>templates/&lt;locale&gt;/words.json</c>, <c>reasons.json</c>). Not the kinds of <see cref="ListManyWords"/>.</summary>
/// <param name="Locale"><c>zh-CN</c> or <c>en</c>.</param>
public sealed record ListWords(string Locale) : IQuery<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>>;

internal sealed class ListWordsHandler(Templates templates) : IRequestHandler<ListWords, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>>
{
    public Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>> Handle(ListWords request, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>>(
        Of(templates, request.Locale).Where(kind => !ListManyWords.Kinds.Contains(kind.Key)).ToDictionary());

    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Of(Templates templates, string locale) =>
        templates.Words(locale) ?? throw RefusedException.NotFound("locale-unknown", "没有这种语言。可用：zh-CN、en。", "There is no such language. There are zh-CN and en.");
}
