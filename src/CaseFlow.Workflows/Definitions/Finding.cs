using System.Collections.Immutable;

namespace CaseFlow.Workflows;

/// <summary>How bad a finding is: a definition with an error is not released.</summary>
public enum Severity
{
    /// <summary>Must be mended first.</summary>
    Error,

    /// <summary>Somebody should look.</summary>
    Warning,
}

/// <summary>Something the reader or the validation found in a definition.</summary>
/// <param name="Code">Stable, for programs.</param>
/// <param name="ActivityId">The activity it concerns, if any.</param>
/// <param name="JsonPath">Where in the file.</param>
public sealed record Finding(string Code, Severity Severity, string? ActivityId, string JsonPath, string MessageZh, string MessageEn);

/// <summary>What reading a file gave. There is a definition whenever the structure could be read, even with errors: it can be shown, and a broken spot is an
/// incident only when a token gets there. Releasing it is refused while <see cref="HasErrors"/>.</summary>
public sealed record ReadResult(WorkflowDefinition? Definition, ImmutableArray<Finding> Findings)
{
    /// <summary>True if it must not be released.</summary>
    public bool HasErrors => Definition is null || Findings.Any(finding => finding.Severity == Severity.Error);

    /// <summary>How much work the analysis was: arrows and points looked at. A test holds it to the size of the file.</summary>
    internal long Steps { get; init; }
}

/// <summary>Collects findings while a definition is read.</summary>
internal sealed class Findings
{
    private readonly ImmutableArray<Finding>.Builder found = ImmutableArray.CreateBuilder<Finding>();

    public long Steps { get; set; }

    public ImmutableArray<Finding> All() => found.ToImmutable();

    public bool Has(string code) => found.Any(finding => finding.Code == code);

    public void Error(string code, ActivityNode? node, string path, string zh, string en) =>
        found.Add(new Finding(code, Severity.Error, node?.Id, path, zh, en));

    public void Warn(string code, ActivityNode? node, string path, string zh, string en) =>
        found.Add(new Finding(code, Severity.Warning, node?.Id, path, zh, en));

    public BrokenExpression Unparsable(ActivityNode? node, string path, string language, string zh, string en)
    {
        Error("expression-syntax", node, path, $"{language} 表达式无法解析：{zh}", $"The {language} expression does not parse: {en}");
        return new BrokenExpression($"The {language} expression does not parse: {en}");
    }

    public BrokenExpression UnknownLanguage(ActivityNode? node, string path, string language)
    {
        Error("expression-language", node, path, $"不支持表达式语言“{language}”。请改用 FEEL、JavaScript 表达式、Literal、Object、Variable 或 Input。",
            $"The expression language '{language}' is not supported; use FEEL, a JavaScript expression, Literal, Object, Variable or Input.");
        return new BrokenExpression($"The expression language '{language}' is not supported.");
    }
}
