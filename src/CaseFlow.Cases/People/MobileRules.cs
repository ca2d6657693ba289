using FluentValidation;

namespace CaseFlow.Cases.People;

/// <summary>What commands say of a mobile number that is none.</summary>
internal static class MobileRules
{
    /// <summary>As people write it; none is allowed.</summary>
    public static void IsAMobile<T>(this IRuleBuilder<T, string?> rule) => rule.Must(mobile => mobile is null || Parties.Mobile(mobile) is not null).OrSaysSo();

    /// <summary>As programs send it: eleven digits and nothing else.</summary>
    public static void IsElevenDigits<T>(this IRuleBuilder<T, string> rule) => rule.Matches(Parties.MobileNumber()).OrSaysSo();

    private static void OrSaysSo<T, TValue>(this IRuleBuilderOptions<T, TValue> rule) => rule.WithErrorCode("mobile-invalid")
        .WithMessage("手机号码应为以1开头的11位数字。|A mobile number has 11 digits and begins with 1.");
}
