using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace CaseFlow.Decisions.Tests.Feel;

/// <summary>
/// Texts nobody would write: sentences of a small grammar, tokens thrown together, and both with characters changed, cut or doubled. Each is parsed
/// and evaluated; anything but a value or a syntax error with a place is a finding, and so is a text that takes too long or too much memory.
/// </summary>
internal sealed class Fuzz(int seed)
{
    public static readonly FeelLimits Limits = new(20_000, 60, 20_000);

    /// <summary>Of the wall: a busy machine must not reach it, and what hangs does.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private const long MaxBytes = 200_000_000;

    private static readonly string[] Atoms =
    [
        "1", "-2.5", "0", "9e6000", "1e-6000", "99999999999999999999999999999999999", "\"a\"", "\"😀\\n\"", "@\"P1D\"", "@\"-P13M\"", "@\"2020-02-29\"",
            "@\"10:00:00@Europe/Paris\"",
        "@\"999999999-12-31T23:59:59Z\"", "true", "false", "null", "a", "b c", "x", "item", "partial", "?", "[]", "{}", "[1..9]", "(null..3)", "now()",
            "today()",
    ];

    private static readonly string[] Operators = ["+", "-", "*", "/", "**", "=", "!=", "<", "<=", ">", ">=", "and", "or", "in"];

    private static readonly string[] Functions =
    [
        "sum", "count", "min", "max", "mean", "median", "mode", "stddev", "product", "flatten", "sort", "append", "concatenate", "union", "distinct values",
            "reverse", "index of",
        "sublist", "insert before", "remove", "list replace", "string", "number", "date", "time", "date and time", "duration", "years and months duration",
            "substring", "string join",
        "split", "replace", "matches", "contains", "upper case", "decimal", "floor", "round half up", "modulo", "sqrt", "log", "exp", "abs", "not", "range",
            "before", "overlaps",
        "get value", "get entries", "context", "context put", "context merge", "is", "all", "any", "day of week", "week of year",
    ];

    private static readonly Dictionary<string, JsonElement> Variables = FeelText.Variables("""{"a":[1,{"x":2},[3]],"b c":"text","x":{"y":{"z":1.5}}}""");

    private readonly Random _random = new(seed);

    /// <summary>Null when nothing was found in this text.</summary>
    public static string? Try(string text) => Watched(() => TryText(text));

    private static string? TryText(string text)
    {
        try
        {
            if (!FeelExpression.TryParse(text, out var expression, out var error))
            {
                if (error.Position < 0 || error.Position > text.Length || error.MessageZh.Length == 0) return "a syntax error without a place";
            }
            else if (expression.Explain(Variables, FeelText.Now, Limits).Value.ValueKind == JsonValueKind.Undefined)
            {
                return "no value";
            }

            FeelExpression.ParseUnaryTests(text).Matches(Variables["a"], Variables, FeelText.Now, Limits);
        }
        catch (FeelSyntaxException)
        {
            // The text is no unary test: that is an answer.
        }

        return null;
    }

    /// <summary>Whatever else happens, and however long it takes, is a finding.</summary>
    public static string? Watched(Func<string?> attempt)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var clock = Stopwatch.StartNew();
        try
        {
            if (attempt() is { } finding) return finding;
        }
        catch (Exception wrong) when (wrong is not OutOfMemoryException)
        {
            return wrong.GetType().Name + ": " + wrong.Message;
        }

        if (clock.Elapsed > Patience) return $"took {clock.Elapsed.TotalSeconds:0.0} s";
        return GC.GetAllocatedBytesForCurrentThread() - before > MaxBytes ? "took too much memory" : null;
    }

    /// <summary>Every tenth input is a whole model.</summary>
    public static int Run(int count)
    {
        var (findings, models, longest) = (0, 0, 0L);
        var clock = Stopwatch.StartNew();
        Parallel.For(0, Math.Max(1, count / 1_000), new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, batch =>
        {
            var (fuzz, shapes) = (new Fuzz(batch), new ModelFuzz(batch));
            for (var i = 0; i < 1_000; i++)
            {
                var began = clock.ElapsedMilliseconds;
                var text = i % 10 == 0 ? shapes.Next() : fuzz.Next();
                var finding = i % 10 == 0 ? ModelFuzz.Try(text) : Try(text);
                if (i % 10 == 0) Interlocked.Increment(ref models);
                InterlockedMax(ref longest, clock.ElapsedMilliseconds - began);
                if (finding is null) continue;
                Interlocked.Increment(ref findings);
                Console.WriteLine($"{finding} <= {text.ReplaceLineEndings(" ")}");
            }
        });
        Console.WriteLine($"{Math.Max(1, count / 1_000) * 1_000} inputs, {models} of them models, the longest {longest} ms, "
            + $"{Process.GetCurrentProcess().PeakWorkingSet64 / 1_000_000} MB at most, {clock.Elapsed.TotalSeconds:0} s, {findings} findings");
        return findings == 0 ? 0 : 1;
    }

    private static void InterlockedMax(ref long into, long value)
    {
        long seen;
        while (value > (seen = Interlocked.Read(ref into)))
            if (Interlocked.CompareExchange(ref into, value, seen) == seen) return;
    }

    public string Next()
    {
        var text = _random.Next(4) == 0 ? string.Join(' ', Enumerable.Range(0, _random.Next(1, 20)).Select(_ => Piece())) : Sentence(_random.Next(1, 7));
        return _random.Next(2) == 0 ? text : Mutated(text);
    }

    private string Piece() => _random.Next(6) switch
    {
        0 => Of(Operators),
        1 => Of(Functions),
        2 => Of(["(", ")", "[", "]", "{", "}", ",", ":", ".", "..", "\"", "//", "/*"]),
        3 => Of(["if", "then", "else", "for", "in", "return", "some", "every", "satisfies", "instance of", "between", "function", "external", "list<number>",
            "number"]),
        _ => Of(Atoms),
    };

    /// <summary>A sentence of the grammar, some levels deep.</summary>
    public string Sentence(int depth)
    {
        if (depth == 0) return Of(Atoms);
        string Sub() => Sentence(_random.Next(depth));
        return _random.Next(17) switch
        {
            0 or 1 or 2 => $"{Sub()} {Of(Operators)} {Sub()}",
            3 or 4 or 5 => $"{Of(Functions)}({string.Join(", ", Enumerable.Range(0, _random.Next(4)).Select(_ => Sub()))})",
            6 => $"({Sub()})[{Sub()}]",
            7 => $"({Sub()}).{Of(["a", "x", "year", "days", "start", "time offset", "y"])}",
            8 => $"[{Sub()}, {Sub()}]",
            9 => $"{{a: {Sub()}, x: {Sub()}, r: {Sub()}}}",
            10 => $"if {Sub()} then {Sub()} else {Sub()}",
            11 => $"for i in {Sub()}, j in {Of(["1..1000000", "[1, 2]", "i"])} return {Sub()}",
            12 => $"{Of(["some", "every"])} x in {Sub()} satisfies {Sub()}",
            13 => $"{{f: function(x) {Of(["f(x)", "f([x, x])", Sub()])}, r: f({Sub()})}}.r",
            14 => $"{Of(["matches", "replace", "split"])}({Sub()}, \"{Pattern(depth)}\", \"{Of(["", "i", "s", "x", "m", "q"])}\")",
            15 => $"{Of(["[", "(", "]"])}{Sub()}..{Sub()}{Of(["]", ")", "["])}",
            _ => $"({Sub()}) instance of {Of(["number", "list<string>", "context<a: number>", "range<date>", "function<number>->string"])}",
        };
    }

    /// <summary>Patterns that other engines need ages for are among them.</summary>
    private string Pattern(int depth) => depth == 0 ? Of(["a", ".", "[a-c]", "[^x]", "\\\\d", "\\\\p{L}", "^", "$", "b|", "\\\\1", "[a-[b]]"]) : _random.Next(4) switch
    {
        0 => $"({Pattern(depth - 1)}{Of(["+", "*", "?", "{2,}", "+?", "{1,1000}"])}){Of(["+", "*", "", "{0,99}"])}",
        1 => $"{Pattern(depth - 1)}|{Pattern(depth - 1)}",
        2 => $"(?:{Pattern(depth - 1)})",
        _ => Pattern(depth - 1) + Pattern(depth - 1),
    };

    /// <summary>The text with some characters cut, doubled, or put in.</summary>
    public string Mutated(string text)
    {
        var into = new StringBuilder(text);
        for (var times = _random.Next(1, 5); times > 0 && into.Length > 0; times--)
        {
            var at = _random.Next(into.Length);
            var length = Math.Min(_random.Next(1, 8), into.Length - at);
            _ = _random.Next(4) switch
            {
                0 => into.Remove(at, length),
                1 => into.Insert(at, into.ToString(at, length)),
                2 => into.Insert(at, (char)_random.Next(0x20, _random.Next(2) == 0 ? 0x7F : 0xFFFF)),
                _ => into.Insert(at, Piece()),
            };
        }

        return into.ToString();
    }

    private string Of(string[] choices) => choices[_random.Next(choices.Length)];
}
