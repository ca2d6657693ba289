using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using CaseFlow.Cases.Definitions;
using CaseFlow.Cases.People;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;

namespace CaseFlow.Cases.Privacy;

/// <summary>Values of forms that are needed for hours and must not be kept: a field marked <c>"x-leaves-after": "PT12H"</c> is set aside, encrypted, and what the process, its journal and its jobs
/// see is a reference. When the time is over the value leaves; the reference stays and says nothing (face and SMS artefacts: within a day; PIPL 19, 47).</summary>
public interface IArtefacts
{
    /// <summary>The value behind a reference, for work outside: read in a transaction of its own that is over before the other side is called. Null once it has left; a value that is no reference is
    /// answered as it is.</summary>
    Task<string?> ReadAsync(string value, CancellationToken cancellationToken);
}

internal sealed class Artefacts(PgSession session, Keyring keyring, TimeProvider time) : IArtefacts
{
    /// <summary>How long a field may be kept, as an ISO 8601 duration.</summary>
    public const string Keyword = "x-leaves-after";

    private const string Reference = "artefact:";

    private sealed record Kept(string KeyId, byte[] Value);

    /// <summary>The data with references in place of the fields that any of the forms marks.</summary>
    public JsonElement SetAside(IEnumerable<JsonElement> forms, JsonElement data)
    {
        var marked = forms.SelectMany(form => FormSchema.Marked(form, Keyword)).ToList();
        if (data.ValueKind != JsonValueKind.Object || !marked.Exists(field => data.TryGetProperty(field.Name, out _)))
            return data;
        var kept = JsonObject.Create(data)!;
        foreach (var (name, mark) in marked)
            if (kept[name] is JsonValue value && value.TryGetValue(out string? text) && !text.StartsWith(Reference, StringComparison.Ordinal))
                kept[name] = Reference + Keep(text, time.GetUtcNow() + XmlConvert.ToTimeSpan(mark.GetString()!));
        return JsonSerializer.SerializeToElement(kept);
    }

    public async Task<string?> ReadAsync(string value, CancellationToken cancellationToken)
    {
        if (!value.StartsWith(Reference, StringComparison.Ordinal))
            return value;
        if (!Guid.TryParse(value.AsSpan(Reference.Length), out var id))
            return null;
        await session.BeginAsync(cancellationToken);
        var kept = await session.SingleOrDefaultAsync<Kept>("select key_id, value from artefact where id = @id and leaves_at > @now", new { id, now = time.GetUtcNow() }, cancellationToken);
        await session.CommitAsync(cancellationToken);
        return kept is null ? null : keyring.Decrypt(kept.Value, kept.KeyId, "artefact");
    }

    /// <summary>Lets leave what is over; answers how many of a batch left.</summary>
    public Task<int> ForgetAsync(int batch, CancellationToken cancellationToken) => session.ExecuteAsync(
        "delete from artefact where id in (select id from artefact where leaves_at <= @now order by leaves_at limit @batch for update skip locked)", new { now = time.GetUtcNow(), batch }, cancellationToken);

    /// <summary>Whether a form says it in a way that can be kept.</summary>
    public static bool IsDuration(JsonElement after)
    {
        try
        {
            return after.ValueKind == JsonValueKind.String && XmlConvert.ToTimeSpan(after.GetString()!) > TimeSpan.Zero;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private Guid Keep(string text, DateTimeOffset leavesAt)
    {
        var id = Guid.CreateVersion7(time.GetUtcNow());
        session.Add("insert into artefact (id, key_id, value, leaves_at) values (@id, @KeyId, @value, @leavesAt)", new { id, KeyId = keyring.CurrentKeyId, value = keyring.Encrypt(text, "artefact"), leavesAt }, 1);
        return id;
    }
}
