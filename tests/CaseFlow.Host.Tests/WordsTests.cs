using System.Net;
using System.Net.Http.Json;
using CaseFlow.Host.Tests.Kit;

namespace CaseFlow.Host.Tests;

public sealed class WordsTests(RunningServerWithVirtualClock server) : IClassFixture<RunningServerWithVirtualClock>
{
    [Fact]
    public async Task What_there_are_many_words_for_is_told_apart_from_the_words_that_every_page_needs()
    {
        var clerk = await server.AsAsync("clerk.ceshilu");
        (await clerk.GetFromJsonAsync<Dictionary<string, Dictionary<string, string>>>("/api/v1/words/en"))!.Keys.ShouldBe(["process", "reason"]);
        (await clerk.GetFromJsonAsync<Dictionary<string, string>>("/api/v1/words/en/activity"))!["等待邮政:妥投"].ShouldBe("Wait for the post: delivered");
        (await clerk.GetFromJsonAsync<Dictionary<string, string>>("/api/v1/words/zh-CN/activity"))!["等待邮政:妥投"].ShouldBe("等待邮政：妥投");
        (await clerk.GetAsync("/api/v1/words/en/state")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await clerk.GetAsync("/api/v1/words/fr/activity")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
