using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;

namespace CaseFlow.Cases.Instances;

/// <summary>Tells waiting processes what the product itself has seen: a card was superseded, a loss report lifted. Only visits that wait for the sender <c>server</c> hear it, so
/// nobody can forge it through the API; whoever begins to wait later was not meant.</summary>
public interface IEventPost
{
    /// <summary>The event leaves with the transaction; each receiver gets it in one of its own.</summary>
    /// <param name="name">The event's name in processes, e.g. <c>card.superseded</c>.</param>
    /// <param name="about">The correlation id of those who are meant.</param>
    void Tell(string name, string about);
}

internal sealed class EventPost(BookmarkStore bookmarks, TimeProvider time) : IEventPost
{
    // A waiter and the teller must lock the same row first (a person's cards), or they could miss each other.
    public void Tell(string name, string about) => bookmarks.Tell(name, about, Role.Server,
        CaseJson.Element(new EventOnItsWay(name, CaseJson.Element(new { }), about, FromServer: true)).GetRawText(), JobKind.DeliverEvent, time.GetUtcNow());
}
