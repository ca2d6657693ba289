using CaseFlow.Cases.Running;
using CaseFlow.IdCards.Outside;

namespace CaseFlow.IdCards;

/// <summary>Outside work that the other side may refuse for good: the refusal becomes an incident that an operator sees. Everything else is thrown on, so
/// the job is tried again.</summary>
internal static class Refusable
{
    public static async Task<ActivityAnswer> RunAsync(Func<Task<ActivityAnswer>> work)
    {
        try
        {
            return await work();
        }
        catch (OutsideRefusedException refused)
        {
            return ActivityAnswer.Failed($"outside-refused:{refused.Code}", refused.En);
        }
    }
}
