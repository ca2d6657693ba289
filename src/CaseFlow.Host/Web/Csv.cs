using System.Globalization;
using System.Text;
using CaseFlow.Cases.Cases;
using CaseFlow.Host.Problems;
using CsvHelper;

namespace CaseFlow.Host.Web;

/// <summary>Any list as a file: the same query page by page, so the same rights and the same masks. Comma-separated UTF-8 with a byte-order mark, which spreadsheets here expect.</summary>
internal static class Csv
{
    public const string Type = "text/csv";

    /// <summary>More rows than this are no list to look at but an extract, and that is asked for in another way.</summary>
    public const int Most = 10_000;

    public static IResult Of<T>(string name, Func<string?, Task<Page<T>>> page, IReadOnlyList<(string Zh, string En, Func<T, object?> Value)> columns) => new Answer<T>(name, page, columns);

    /// <summary>A text that is there in several languages, in Chinese.</summary>
    public static string Text(IReadOnlyDictionary<string, string> texts) => texts.GetValueOrDefault("zh-CN") ?? texts.Values.FirstOrDefault() ?? "";

    private sealed class Answer<T>(string name, Func<string?, Task<Page<T>>> page, IReadOnlyList<(string Zh, string En, Func<T, object?> Value)> columns) : IResult
    {
        public async Task ExecuteAsync(HttpContext context)
        {
            // The first page may be refused; from then on it is a file.
            var rows = await page(null);
            context.Response.ContentType = $"{Type}; charset=utf-8";
            context.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}.csv\"";
            await using var text = new StreamWriter(context.Response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
            // A cell that begins like a formula would be run by the spreadsheet that opens it.
            await using var csv = CsvWriter.Create(text, new CsvWriterOptions { Injection = CsvInjection.Escape }, leaveOpen: true);
            var english = Language.Of(context) == Language.English;
            await csv.WriteRecordAsync([.. columns.Select(column => english ? column.En : column.Zh)], context.RequestAborted);
            for (var written = 0; ; rows = await page(rows.Next))
            {
                foreach (var row in rows.Items)
                    await csv.WriteRecordAsync([.. columns.Select(column => Cell(column.Value(row)))], context.RequestAborted);
                await csv.FlushAsync(context.RequestAborted);
                await text.FlushAsync(context.RequestAborted);
                written += rows.Items.Count;
                if (rows.Next is null || written >= Most)
                    return;
            }
        }

        private static string Cell(object? value) => value switch
        {
            DateTimeOffset at => at.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        };
    }
}
