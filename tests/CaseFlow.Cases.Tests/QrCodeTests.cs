using CaseFlow.Cases.Papers;

namespace CaseFlow.Cases.Tests;

/// <summary>The QR code on papers, against the worked example that textbooks of ISO/IEC 18004 use.</summary>
public sealed class QrCodeTests
{
    [Fact]
    public void The_words_of_hello_world_are_those_of_the_textbook() => QrCode.Words("HELLO WORLD").ShouldBe(
        [32, 91, 11, 120, 209, 114, 220, 77, 67, 64, 236, 17, 236, 17, 236, 17, 196, 35, 39, 119, 235, 215, 231, 226, 93, 23]);

    [Fact]
    public void A_query_code_becomes_a_picture_that_says_what_it_is() => QrCode.Svg("7KQ2M9XA").ShouldContain("aria-label=\"QR 7KQ2M9XA\"");

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("姓名")]
    [InlineData("MORE THAN TWENTY LETTERS")]
    public void What_does_not_fit_is_no_picture(string? text) => QrCode.Svg(text).ShouldBe("");
}
