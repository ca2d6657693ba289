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

    [GeneratedRegex(@"(?<!\d)\d{17}[\dXx](?!\d)", RegexOptions.ExplicitCapture, 1000)]
    public static partial Regex IdNumber();
}
