using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using CaseFlow.Sla;

namespace CaseFlow.Cases.People;

/// <summary>Checks the people a caller names, every fault at once, and registers them.</summary>
internal sealed partial class Parties(PgSession session, PersonStore people, TimeProvider time)
{
    private static readonly Dictionary<string, (string Zh, string En)> Faults = new()
    {
        ["id-number-length"] = ("公民身份号码应为18位。", "An ID number has 18 characters."),
        ["id-number-characters"] = ("公民身份号码只能由数字组成，最后一位可以是X。", "An ID number consists of digits; the last may be X."),
        ["id-number-region"] = ("公民身份号码的前两位不是有效的省级代码。", "The first two digits of the ID number are no province."),
        ["id-number-date"] = ("公民身份号码中的出生日期不存在。", "The birth date in the ID number does not exist."),
        ["id-number-future"] = ("公民身份号码中的出生日期在今天之后。", "The birth date in the ID number lies in the future."),
        ["id-number-check-digit"] = ("公民身份号码的校验位不正确，请核对后重新输入。", "The check digit of the ID number is wrong: compare it with the card and enter it again."),
    };

    /// <summary>Registers every party; returns what a workflow may know of them: id, age, sex.</summary>
    public async Task<IReadOnlyDictionary<string, RegisteredParty>> RegisterAsync(IReadOnlyDictionary<string, PartyInput> parties, CancellationToken cancellationToken)
    {
        var named = Name(parties);
        if (named.Faults.Count > 0)
            throw new RefusedException(RefusalKind.Invalid, named.Faults);
        if (named.People.Count == 0)
            return new Dictionary<string, RegisteredParty>();
        await using var read = await session.ReadAsync([people.Registering(named.People)], cancellationToken);
        var registered = await RegisteredAsync(named, read, cancellationToken);
        return named.Faults.Count == 0 ? registered : throw new RefusedException(RefusalKind.Invalid, named.Faults);
    }

    /// <summary>Looks at the people a command names, before anything is asked or written.</summary>
    public NamedParties Name(IReadOnlyDictionary<string, PartyInput> parties)
    {
        var numbers = new Dictionary<string, CitizenId>();
        var faults = Wrong(parties, numbers);
        // One person may stand in several roles; told in one of them is told.
        foreach (var role in faults.Select(fault => fault.Field!.Split('.')[1]).Distinct())
            numbers.Remove(role);
        var named = parties.Where(party => numbers.ContainsKey(party.Key)).GroupBy(party => numbers[party.Key].Value, StringComparer.Ordinal).Select(same => new Person(Guid.CreateVersion7(),
            same.First().Value.Name.Trim(), same.Key, same.Select(party => Mobile(party.Value.Mobile)).FirstOrDefault(mobile => mobile is not null),
            same.Select(party => party.Value.Address).FirstOrDefault(address => address is not null))).ToList();
        return new NamedParties(parties, numbers, named, faults, [.. numbers.SelectMany(party => Doubts.Of(party.Key, party.Value, parties[party.Key].Address, Today))]);
    }

    /// <summary>The statement that registers them; its answer is for <see cref="RegisteredAsync"/>.</summary>
    public (string Sql, object Parameters) Registering(NamedParties named) => people.Registering(named.People);

    /// <summary>Takes the answer. Whose name differs from the one on file is one more fault.</summary>
    public async Task<IReadOnlyDictionary<string, RegisteredParty>> RegisteredAsync(NamedParties named, PgRead read, CancellationToken cancellationToken)
    {
        var onFile = await people.RegisteredAsync(named.People, read, cancellationToken);
        var registered = new Dictionary<string, RegisteredParty>();
        foreach (var (role, number) in named.Numbers)
        {
            if (onFile.GetValueOrDefault(number.Value) is not { } person || person.Name != named.Parties[role].Name.Trim())
                named.Faults.Add(new Refusal("person-name-mismatch", "姓名与该公民身份号码已登记的姓名不一致，请核对证件后重新填写。",
                    "The name differs from the one registered with this ID number: check the card and enter it again.", $"parties.{role}.name"));
            else
                registered[role] = new RegisteredParty(new PartyFacts(person.Id, number.AgeOn(Today), number.Sex), people.Masked(person));
        }
        return registered;
    }

    /// <summary>Notes that a case knows these people besides its applicant: they stay as long as it does.</summary>
    public void Join(long caseId, IReadOnlyDictionary<string, PartyFacts> parties)
    {
        foreach (var (role, party) in parties.Where(party => party.Key != "applicant"))
            session.Add("insert into case_party (case_id, person_id, role) values (@caseId, @Id, @role) on conflict do nothing", new { caseId, party.Id, role });
    }

    /// <summary>What is wrong with the people named, for a command that says it together with the faults of its form.</summary>
    public IReadOnlyList<Refusal> WrongIn(IReadOnlyDictionary<string, PartyInput>? parties) => Wrong(parties ?? new Dictionary<string, PartyInput>(), []);

    // What a caller sends as null.
    private static readonly PartyInput nobody = new("", "");

    private DateOnly Today => ShanghaiTime.DateOf(time.GetUtcNow());

    private List<Refusal> Wrong(IReadOnlyDictionary<string, PartyInput> parties, Dictionary<string, CitizenId> numbers) =>
        [.. parties.SelectMany(party => Check(party.Key, party.Value ?? nobody, Today, numbers))];

    /// <summary>Turns people that an outside system names inside its data (<c>{name, idNumber}</c>) into what a workflow may know of them, under <c>parties</c>,
    /// so that nothing personal reaches variables, journal or the stored event. A number that is none leaves nobody.</summary>
    public async Task<JsonObject> LiftAsync(JsonElement data, long caseId, CancellationToken cancellationToken)
    {
        if (data.ValueKind != JsonValueKind.Object)
            return [];
        var payload = JsonObject.Create(data)!;
        var named = data.EnumerateObject()
            .Where(member => member.Value.ValueKind == JsonValueKind.Object && member.Value.TryGetProperty("idNumber", out _)).Select(member => member.Name).ToList();
        var lifted = new JsonObject();
        foreach (var role in named)
        {
            var party = payload[role].Deserialize<PartyInput>(CaseJson.Options)!;
            payload.Remove(role);
            var known = CitizenId.TryParse(party.IdNumber, Today, out _, out _) && !string.IsNullOrWhiteSpace(party.Name);
            if (!known)
            {
                lifted[role] = null;
                continue;
            }
            var facts = (await RegisterAsync(new Dictionary<string, PartyInput> { [role] = party }, cancellationToken))[role].Facts;
            Join(caseId, new Dictionary<string, PartyFacts> { [role] = facts });
            lifted[role] = JsonSerializer.SerializeToNode(facts, CaseJson.Options);
        }
        if (named.Count > 0)
            payload["parties"] = lifted;
        return payload;
    }

    private static IEnumerable<Refusal> Check(string role, PartyInput party, DateOnly today, Dictionary<string, CitizenId> numbers)
    {
        if (string.IsNullOrWhiteSpace(party.Name) || party.Name.Length > 50)
            yield return new Refusal("name-invalid", "请填写姓名（不超过50个字符）。", "Enter the name (at most 50 characters).", $"parties.{role}.name");
        if (CitizenId.TryParse(party.IdNumber, today, out var number, out var fault))
            numbers[role] = number!;
        else
            yield return new Refusal(fault!, Faults[fault!].Zh, Faults[fault!].En, $"parties.{role}.idNumber");
        if (party.Mobile is not null && Mobile(party.Mobile) is null)
            yield return new Refusal("mobile-invalid", "手机号码应为以1开头的11位数字。", "A mobile number has 11 digits and begins with 1.", $"parties.{role}.mobile");
        if (party.Address is { Length: > 200 })
            yield return new Refusal("address-too-long", "地址不能超过200个字符。", "An address has at most 200 characters.", $"parties.{role}.address");
        if (party.Address is { } address && NotADoor().IsMatch(address))
            yield return new Refusal("address-not-a-door", "投递须有人签收，不能寄往信箱、快递柜或代收点，请填写门牌地址。",
                "Somebody must sign for it: no P.O. box, parcel locker or pick-up point. Enter the address of a door.", $"parties.{role}.address");
    }

    /// <summary>A mainland mobile number as people write it (+86, blanks, dashes, full width), in its eleven digits; null if it is none (rulebook 3.2).</summary>
    internal static string? Mobile(string? text)
    {
        var digits = string.Concat(HalfWidth.Of(text ?? "").Where(c => !char.IsWhiteSpace(c) && c != '-'));
        var national = digits.StartsWith("+86", StringComparison.Ordinal) ? digits[3..] : digits.StartsWith("0086", StringComparison.Ordinal) ? digits[4..] : digits;
        return MobileNumber().IsMatch(national) ? national : null;
    }

    // Where a parcel waits for whoever has a code (rulebook 3.8).
    [GeneratedRegex("信箱|邮箱|快递柜|自提柜|智能柜|丰巢|快递驿站|菜鸟驿站|代收点|[Pp]\\.? ?[Oo]\\.? ?[Bb][Oo][Xx]|[Pp]arcel [Ll]ocker", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NotADoor();

    [GeneratedRegex(@"^1[3-9]\d{9}$", RegexOptions.ExplicitCapture, 1000)]
    internal static partial Regex MobileNumber();
}

/// <summary>The people a command names.</summary>
/// <param name="Numbers">ID number by role, of those with whom nothing is wrong.</param>
/// <param name="People">Each person once.</param>
/// <param name="Faults">What is wrong with them, for all of them at once.</param>
/// <param name="Doubts">What is worth a look.</param>
internal sealed record NamedParties(
    IReadOnlyDictionary<string, PartyInput> Parties, IReadOnlyDictionary<string, CitizenId> Numbers, IReadOnlyCollection<Person> People, List<Refusal> Faults, IReadOnlyList<Doubt> Doubts);

/// <summary>A party that is on file.</summary>
/// <param name="Facts">For the workflow.</param>
/// <param name="View">For people: masked.</param>
internal sealed record RegisteredParty(PartyFacts Facts, Cases.PersonView View);

/// <summary>What a workflow may know of a person.</summary>
/// <param name="Id">Key into the encrypted data.</param>
/// <param name="Age">Full years on the day of the event.</param>
/// <param name="Sex"><c>M</c> or <c>F</c>.</param>
public sealed record PartyFacts(Guid Id, int Age, string Sex);
