using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Papers;
using CaseFlow.Host.Problems;
using CaseFlow.Host.Tables;
using CsvHelper;
using MediatR;

namespace CaseFlow.Host.Web;

/// <summary>Any list as a file: <c>?format=csv</c> at the address of the list itself, which is then asked page by page. So it is the same query with the same rights and the same masks, and an endpoint
/// says no more than the columns. Comma-separated UTF-8 with a byte-order mark, by which spreadsheets here know Chinese.</summary>
internal static class Csv
{
    /// <summary>More rows than this are no list to look at but an extract, and that is asked for in another way.</summary>
    public const int Most = 10_000;

    private const int PageSize = 200;

    /// <summary>Marks an endpoint whose list is also a file.</summary>
    internal sealed record File;

    /// <summary>The rows of an answer that is a list, or a page of one.</summary>
    public static RouteHandlerBuilder AlsoCsv<T>(this RouteHandlerBuilder endpoint, string name, IReadOnlyList<Column<T>> columns) =>
        endpoint.AlsoCsv<object, T>(name, answer => answer is Page<T> page ? page.Items : (IReadOnlyList<T>)answer, _ => columns);

    /// <summary>The rows that an answer holds.</summary>
    public static RouteHandlerBuilder AlsoCsv<TAnswer, T>(this RouteHandlerBuilder endpoint, string name, Func<TAnswer, IReadOnlyList<T>> rows, Func<TAnswer, IReadOnlyList<Column<T>>> columns)
    {
        endpoint.WithMetadata(new File()).AddEndpointFilterFactory((handler, next) =>
        {
            var parameters = handler.MethodInfo.GetParameters();
            var (after, limit) = (Array.FindIndex(parameters, one => one.Name == "after"), Array.FindIndex(parameters, one => one.Name == "limit"));
            return async call =>
            {
                if (call.HttpContext.Request.Query["format"] != "csv")
                    return await next(call);
                if (limit >= 0)
                    call.Arguments[limit] = PageSize;
                // The first page may be refused; from then on it is a file.
                var first = (TAnswer)(await next(call))!;
                return new Answer<T>(name, columns(first), Chosen(call.HttpContext), Pages());

                async IAsyncEnumerable<IReadOnlyList<T>> Pages()
                {
                    for (var page = first; ; page = (TAnswer)(await next(call))!)
                    {
                        yield return rows(page);
                        if (after < 0 || (page as Page<T>)?.Next is not { } place)
                            yield break;
                        call.Arguments[after] = place;
                    }
                }
            };
        });
        return endpoint;
    }

    /// <summary>The columns that the reader has on screen, in that order; empty: all.</summary>
    private static string[] Chosen(HttpContext context) => [.. $"{context.Request.Query["columns"]}".Split(',', StringSplitOptions.RemoveEmptyEntries)];

    private sealed class Answer<T>(string name, IReadOnlyList<Column<T>> all, string[] chosen, IAsyncEnumerable<IReadOnlyList<T>> pages) : IResult
    {
        public async Task ExecuteAsync(HttpContext context)
        {
            var columns = chosen.Length == 0 ? all : [.. chosen.Select(one => all.FirstOrDefault(column => column.Name == one)).OfType<Column<T>>()];
            var (stop, english) = (context.RequestAborted, Language.Of(context) == Language.English);
            var words = await Lexicon.ReadAsync(context.RequestServices.GetRequiredService<Templates>(), context.RequestServices.GetRequiredService<IMediator>(), english, stop);
            context.Response.ContentType = "text/csv; charset=utf-8";
            context.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}.csv\"";
            await using var text = new StreamWriter(context.Response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
            // A cell that begins like a formula would be run by the spreadsheet that opens it.
            await using var csv = CsvWriter.Create(text, new CsvWriterOptions { Injection = CsvInjection.Escape }, leaveOpen: true);
            await csv.WriteRecordAsync([.. columns.Select(column => english ? column.En : column.Zh)], stop);
            var written = 0;
            await foreach (var rows in pages)
            {
                var cells = rows.Select(row => columns.Select(column => column.Value(row)).ToArray()).ToList();
                await words.MeetAsync(cells, stop);
                foreach (var row in cells)
                    await csv.WriteRecordAsync([.. row.Select(words.Cell)], stop);
                await csv.FlushAsync(stop);
                await text.FlushAsync(stop);
                if ((written += rows.Count) >= Most)
                    return;
            }
        }
    }

    /// <summary>Codes in the words of a language.</summary>
    private sealed class Lexicon(IMediator send, bool english, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> words, IReadOnlyDictionary<string, string> offices)
    {
        // Processes use codes of several kinds as values.
        private static readonly string[] Values = ["value", "reason", "decision", "state", "event", "fact"];

        private readonly Dictionary<string, string> people = [];

        public static async Task<Lexicon> ReadAsync(Templates templates, IMediator send, bool english, CancellationToken stop) => new(send, english, templates.Words(english ? Language.English : Language.Chinese)!,
            (await send.Send(new ListOffices(), stop)).ToDictionary(office => office.Id, office => english ? office.NameEn : office.NameZh));

        /// <summary>Learns the names of who is named in rows and was not named before: a round trip for each 200 of them.</summary>
        public async Task MeetAsync(IEnumerable<object?> cells, CancellationToken stop)
        {
            foreach (var strangers in Named(cells).Distinct().Where(login => !people.ContainsKey(login)).Chunk(NameAccounts.Most))
            {
                var names = await send.Send(new NameAccounts(strangers), stop);
                foreach (var login in strangers)
                    people[login] = names.GetValueOrDefault(login) ?? Cell(Word.Role(login));
            }
        }

        private static IEnumerable<string> Named(object? cell) => cell switch
        {
            Word { Kind: Word.Who, Code: { } login } => [login],
            string => [],
            IEnumerable several => several.Cast<object?>().SelectMany(Named),
            _ => [],
        };

        public string Cell(object? value) => value switch
        {
            string text => text,
            Said said => english ? said.En : said.Zh,
            Fact fact => $"{Cell(new Word("fact", fact.Name))}: {Cell(fact.Value)}",
            JsonElement { ValueKind: JsonValueKind.True } => english ? "yes" : "是",
            JsonElement { ValueKind: JsonValueKind.False } => english ? "no" : "否",
            JsonElement json => Values.Select(kind => words.GetValueOrDefault(kind)?.GetValueOrDefault(json.ToString())).FirstOrDefault(word => word is not null) ?? json.ToString(),
            Word { Code: null } => "",
            Word { Kind: Word.Who } who => people.GetValueOrDefault(who.Code, who.Code),
            Word { Kind: Word.Office } office => offices.GetValueOrDefault(office.Code, office.Code),
            Word word => words.GetValueOrDefault(word.Kind)?.GetValueOrDefault(word.Code) ?? word.Code,
            IReadOnlyDictionary<string, string> texts => texts.GetValueOrDefault(english ? Language.English : Language.Chinese) ?? texts.Values.FirstOrDefault() ?? "",
            DateTimeOffset at => at.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            IEnumerable several => string.Join(english ? ", " : "、", several.Cast<object?>().Select(Cell).Where(one => one.Length > 0)),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        };
    }
}
