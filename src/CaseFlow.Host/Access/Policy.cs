using CaseFlow.Cases.Accounts;
using Microsoft.AspNetCore.Authorization;

namespace CaseFlow.Host.Access;

/// <summary>
/// Who may call what: every policy of the product, in one place. An endpoint names exactly one (or says AllowAnonymous); what names none is denied.
/// Which rows of the answer somebody sees is decided by the queries, by office and group.
/// </summary>
internal static class Policy
{
    /// <summary>Anyone who has signed in.</summary>
    public const string SignedIn = nameof(SignedIn);

    /// <summary>Read cases, their clocks, papers and messages.</summary>
    public const string ReadCases = nameof(ReadCases);

    /// <summary>Open a case, and send it what happened at the counter or in the portal.</summary>
    public const string OpenCases = nameof(OpenCases);

    /// <summary>Work through an inbox: claim, release, complete.</summary>
    public const string WorkOnTasks = nameof(WorkOnTasks);

    /// <summary>Look into a case and talk about it with colleagues.</summary>
    public const string WorkOnCases = nameof(WorkOnCases);

    /// <summary>Know colleagues by their names.</summary>
    public const string KnowColleagues = nameof(KnowColleagues);

    /// <summary>Go away and let somebody stand in, or arrange it for others.</summary>
    public const string ArrangeAbsences = nameof(ArrangeAbsences);

    /// <summary>Carry out a command on many subjects; each command says who may.</summary>
    public const string WorkInBulk = nameof(WorkInBulk);

    /// <summary>Read the journal of a process: every event with its values.</summary>
    public const string ReadJournal = nameof(ReadJournal);

    /// <summary>See the cards that clocks raised.</summary>
    public const string WatchClocks = nameof(WatchClocks);

    /// <summary>Issue supervision orders.</summary>
    public const string Supervise = nameof(Supervise);

    /// <summary>Read the numbers of one's office.</summary>
    public const string ReadDashboards = nameof(ReadDashboards);

    /// <summary>Read the digest of one's office.</summary>
    public const string ReadDigests = nameof(ReadDigests);

    /// <summary>Find cases by what is known of their people.</summary>
    public const string SearchCases = nameof(SearchCases);

    /// <summary>See one field of a person in clear, for a reason.</summary>
    public const string RevealFields = nameof(RevealFields);

    /// <summary>Let somebody sign a paper at the window.</summary>
    public const string TakeSignatures = nameof(TakeSignatures);

    /// <summary>Ask for a citizen who has proved to be one.</summary>
    public const string SpeakForCitizens = nameof(SpeakForCitizens);

    /// <summary>Read definitions and calendars.</summary>
    public const string ReadDesigns = nameof(ReadDesigns);

    /// <summary>Import, validate and publish definitions and calendars.</summary>
    public const string Design = nameof(Design);

    /// <summary>Set the switches and numbers of a process.</summary>
    public const string ChangeSettings = nameof(ChangeSettings);

    /// <summary>Run workflows without a case and publish events to instances.</summary>
    public const string RunWorkflows = nameof(RunWorkflows);

    /// <summary>Put right an instance without a case that cannot go on.</summary>
    public const string RepairWorkflows = nameof(RepairWorkflows);

    /// <summary>See and resolve incidents.</summary>
    public const string Operate = nameof(Operate);

    /// <summary>See the work that waits for programs.</summary>
    public const string ReadExternalTasks = nameof(ReadExternalTasks);

    /// <summary>Fetch such work and report on it.</summary>
    public const string DoExternalTasks = nameof(DoExternalTasks);

    /// <summary>Run the installation.</summary>
    public const string Administer = nameof(Administer);

    private static readonly Dictionary<string, string[]> Roles = new()
    {
        [ReadCases] = [Role.Clerk, Role.Manager, Role.Administrator, Role.Portal],
        [OpenCases] = [Role.Clerk, Role.Manager, Role.Portal],
        [WorkOnTasks] = [Role.Clerk, Role.Manager, Role.Reviewer],
        [WorkOnCases] = [Role.Clerk, Role.Manager, Role.Administrator],
        [KnowColleagues] = [Role.Clerk, Role.Manager, Role.Reviewer, Role.Designer, Role.Administrator],
        [ArrangeAbsences] = [Role.Clerk, Role.Manager, Role.Reviewer, Role.Administrator],
        [WorkInBulk] = [Role.Clerk, Role.Manager, Role.Reviewer, Role.Administrator],
        [ReadJournal] = [Role.Clerk, Role.Manager, Role.Administrator],
        [WatchClocks] = [Role.Clerk, Role.Manager, Role.Administrator],
        [Supervise] = [Role.Manager],
        [ReadDashboards] = [Role.Manager, Role.Administrator],
        [ReadDigests] = [Role.Manager, Role.Administrator],
        [SearchCases] = [Role.Clerk, Role.Manager, Role.Administrator],
        [RevealFields] = [Role.Clerk, Role.Manager],
        [TakeSignatures] = [Role.Clerk, Role.Manager],
        [SpeakForCitizens] = [Role.Portal],
        [ReadDesigns] = [Role.Designer, Role.Administrator, Role.Clerk, Role.Manager],
        [Design] = [Role.Designer],
        [ChangeSettings] = [Role.Designer, Role.Administrator],
        [RunWorkflows] = [Role.Designer, Role.Administrator],
        [RepairWorkflows] = [Role.Designer, Role.Manager, Role.Administrator],
        [Operate] = [Role.Manager, Role.Administrator],
        [ReadExternalTasks] = [Role.Worker, Role.Manager, Role.Administrator],
        [DoExternalTasks] = [Role.Worker],
        [Administer] = [Role.Administrator],
    };

    /// <summary>The roles that a policy allows; empty where signing in is enough.</summary>
    public static IReadOnlyList<string> RolesOf(string policy) => Roles.GetValueOrDefault(policy, []);

    /// <summary>Whether there is such a policy: definitions name them, and what they name may be misspelt.</summary>
    public static bool Exists(string policy) => policy == SignedIn || Roles.ContainsKey(policy);

    public static void DenyUnlessAllowed(this IServiceCollection services)
    {
        var authorization = services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAssertion(_ => false).Build())
            .SetDefaultPolicy(new AuthorizationPolicyBuilder().RequireAssertion(_ => false).Build())
            .AddPolicy(SignedIn, policy => policy.RequireAuthenticatedUser());
        foreach (var (name, roles) in Roles)
            authorization.AddPolicy(name, policy => policy.RequireAuthenticatedUser().RequireRole(roles));
    }
}
