namespace CaseFlow.Sandbox.Tests;

public sealed class FaceAndSmsTests : Playground
{
    private const string Adult = "310100198803159918";

    [Theory]
    [InlineData(null, "true")]
    [InlineData("pass", "true")]
    [InlineData("fail", "false")]
    public async Task A_face_check_gives_a_ticket_that_tells_the_result_and_whose_it_is(string? simulate, string passed)
    {
        var ticket = (await Post("/face/checks", new { idNumber = Adult, simulate })).Text("ticket");
        var result = await Get($"/face/checks/{ticket}");
        result.Text("passed").ShouldBe(passed);
        result.Text("idNumber").ShouldBe(Adult);
    }

    [Fact]
    public async Task An_unknown_ticket_is_not_found()
    {
        var answer = await Get("/face/checks/face-0");
        answer.Status.ShouldBe(404);
        answer.Text("code").ShouldBe("unknown-ticket");
    }

    [Fact]
    public async Task A_message_is_kept_for_its_number_oldest_first()
    {
        (await Post("/sms/messages", new { to = "19000000001", text = "验证码 123456" })).Status.ShouldBe(202);
        await Post("/sms/messages", new { to = "+8619000000001", text = "已受理" });
        await Post("/sms/messages", new { to = "19000000002", text = "别人的" });

        var messages = await Get("/sms/messages?to=19000000001");
        messages.Body.GetArrayLength().ShouldBe(2);
        messages.Text("1.text").ShouldBe("已受理");
        messages.Text("0.text").ShouldBe("验证码 123456");
        (await Get("/sms/messages")).Body.GetArrayLength().ShouldBe(3);
    }

    [Fact]
    public async Task A_wrong_mobile_number_and_an_empty_text_are_named_together() =>
        (await Post("/sms/messages", new { to = "12000000001", text = " " })).ReasonCodes.ShouldBe(["mobile", "missing"]);
}
