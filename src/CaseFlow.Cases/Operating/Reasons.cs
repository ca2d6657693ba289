using System.Text.Json;
using System.Text.RegularExpressions;
using FluentValidation;

namespace CaseFlow.Cases.Operating;

/// <summary>What every intervention of an operator must give. The reason is journalled, so it must not name people.</summary>
internal static partial class Reasons
{
    public static IRuleBuilderOptions<T, string> IsAReason<T>(this IRuleBuilderInitial<T, string> rule) => rule
        .NotEmpty().WithErrorCode("reason-missing").WithMessage("请填写原因。|Give a reason.")
        .MaximumLength(500).WithErrorCode("reason-too-long").WithMessage("原因不能超过500个字符。|A reason has at most 500 characters.")
        .Must(text => text is null || !IdNumber().IsMatch(text)).WithErrorCode("reason-personal")
        .WithMessage("原因会记入流程日志，请勿填写公民身份号码。|The reason is journalled: do not write an ID number into it.");

    /// <summary>Values for variables: a handful, and nothing that names a person.</summary>
    public static IRuleBuilderOptions<T, Dictionary<string, JsonElement>> AreVariables<T>(this IRuleBuilderInitial<T, Dictionary<string, JsonElement>> rule) => rule
        .Must(values => values is { Count: > 0 and <= 100 }).WithErrorCode("values-missing").WithMessage("请给出1到100个变量的值。|Give values for 1 to 100 variables.")
        .Must(values => values is null || values.Values.All(value => !IdNumber().IsMatch(value.GetRawText()))).WithErrorCode("value-personal")
        .WithMessage("变量中不得包含公民身份号码。|A variable must not hold an ID number.");

    [GeneratedRegex(@"(?<!\d)\d{17}[\dXx](?!\d)", RegexOptions.ExplicitCapture, 1000)]
    public static partial Regex IdNumber();
}
