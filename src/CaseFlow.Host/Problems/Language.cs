namespace CaseFlow.Host.Problems;

/// <summary>The language of an answer: Chinese unless the caller prefers English.</summary>
internal static class Language
{
    public const string Chinese = "zh-CN";
    public const string English = "en";

    public static string Of(HttpContext context)
    {
        // The address of a file cannot bring a header of its own.
        if (context.Request.Query["language"] is [English or Chinese] and [{ } chosen])
            return chosen;
        var wanted = context.Request.GetTypedHeaders().AcceptLanguage;
        foreach (var language in wanted.Where(l => l.Quality != 0).OrderByDescending(l => l.Quality ?? 1))
        {
            if (language.Value.StartsWith("zh", StringComparison.OrdinalIgnoreCase)) return Chinese;
            if (language.Value.StartsWith("en", StringComparison.OrdinalIgnoreCase)) return English;
        }

        return Chinese;
    }
}
