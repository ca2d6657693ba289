using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Workflows;

namespace CaseFlow.Cases.Tests;

public sealed class CoursesOfACase(ErrandOffice office) : IClassFixture<ErrandOffice>
{
    [Fact]
    public async Task A_case_stands_where_it_waits_and_has_passed_what_it_left()
    {
        var accepted = await office.AcceptedAsync();
        var course = (await office.SendAsync(new LocateCase(accepted.Number))).ShouldHaveSingleItem();
        (course.Definition, course.Version, course.Status, course.Within).ShouldBe(("errand", 1, "Running", null));
        course.Here.Select(place => (place.Activity.Split(':')[^1], place.Waits)).ShouldContain(("work", WaitKind.Task));
        course.Passed.Single(place => place.Activity.EndsWith(":accept", StringComparison.Ordinal)).Outcomes.ShouldBe(["Accept"]);
        course.Passed.Select(place => place.Activity).Intersect(course.Here.Select(place => place.Activity)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_office_is_told_nothing()
    {
        var accepted = await office.AcceptedAsync();
        (await Should.ThrowAsync<RefusedException>(office.SendAsync(new LocateCase(accepted.Number), ErrandOffice.Clerk("clerk.west", "west")))).Reasons[0].Code.ShouldBe("case-unknown");
    }
}
