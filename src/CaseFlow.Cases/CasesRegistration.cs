using System.Reflection;
using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Activities;
using CaseFlow.Cases.Calendars;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Clocks;
using CaseFlow.Cases.Dashboard;
using CaseFlow.Cases.Definitions;
using CaseFlow.Cases.ExternalTasks;
using CaseFlow.Cases.Forecast;
using CaseFlow.Cases.Http;
using CaseFlow.Cases.Incidents;
using CaseFlow.Cases.Instances;
using CaseFlow.Cases.Messages;
using CaseFlow.Cases.Inbox;
using CaseFlow.Cases.News;
using CaseFlow.Cases.Notes;
using CaseFlow.Cases.Operating;
using CaseFlow.Cases.Operating.Operations;
using CaseFlow.Cases.Papers;
using CaseFlow.Cases.People;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Privacy;
using CaseFlow.Cases.Queries;
using CaseFlow.Cases.Recurring;
using CaseFlow.Cases.Retention;
using CaseFlow.Cases.Running;
using CaseFlow.Cases.Searching;
using CaseFlow.Cases.Settings;
using CaseFlow.Cases.Supervision;
using CaseFlow.Cases.Tasks;
using CaseFlow.Cases.Timeline;
using CaseFlow.Cases.Verifying;
using CaseFlow.PostgreSql;
using CaseFlow.Workflows;
using FluentValidation;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Cases;

/// <summary>Registers the product room.</summary>
public static class CasesRegistration
{
    /// <summary>Registers everything of the product, and the handlers, activities and outside jobs of the domains.</summary>
    /// <param name="domains">The assemblies of the domain rooms.</param>
    public static IServiceCollection AddCases(this IServiceCollection services, CasesOptions options, params Assembly[] domains)
    {
        Assembly[] rooms = [typeof(CasesRegistration).Assembly, .. domains];
        services.AddSingleton(options).AddSingleton(_ => HouseRules.Read(options.ContentRoot)).AddSingleton(options.Http).AddSingleton<HttpCaller>();
        services.AddSingleton(MigrationSource.Of(typeof(CasesRegistration).Assembly));
        services.AddScoped(provider => new VerifyCases(provider.GetRequiredService<PgSession>(), provider.GetRequiredService<InstanceStore>(),
            provider.GetRequiredService<CalendarShelf>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(_ => Keyring.Load(Path.Combine(options.KeyFolder, "personal-data.keys"), options.Demo));
        services.AddSingleton(_ => new Templates(Path.Combine(options.ContentRoot, "templates")));
        services.AddSingleton(new ActivityRequestTypes(rooms));
        services.AddSingleton(new OutsideJobTypes(rooms));
        services.AddSingleton(provider => ActivityCatalogue.Create(provider.GetRequiredService<ActivityRequestTypes>().Descriptors));
        services.AddSingleton<RowNumbers>().AddSingleton<ActorDirectory>().AddSingleton<ProcessCatalogue>().AddSingleton<CalendarShelf>().AddSingleton<IJobRunner, CaseJobRunner>();
        services.AddScoped<RequestKey>().AddScoped<CaseScope>().AddScoped<CaseRunner>().AddScoped<CaseReader>().AddScoped<ActivityRequests>().AddScoped<Consequences>().AddScoped<EarlyEvents>().AddScoped<IOutsideWork, OutsideWork>();
        services.AddScoped<DecisionLog>().AddScoped<ClockStore>().AddScoped<ClockViews>().AddScoped<RaiseSignal>().AddScoped<RedCards>().AddScoped<EscalateRedCard>().AddScoped<Supervisions>().AddScoped<CalendarDesk>().AddScoped<RecountRunner>().AddScoped<RecountBatch>().AddScoped<DefinitionLibrary>().AddScoped<SettingsShelf>();
        services.AddScoped<PaperPress>().AddScoped<Signatures>().AddScoped<CaseModel>().AddScoped<MessagePost>().AddScoped<TaskViews>().AddScoped<CaseViews>().AddScoped<CaseRows>().AddScoped<CaseOpenings>().AddScoped<PrivacyLedgers>().AddScoped<Duplicates>().AddScoped<CaseEvents>().AddScoped<CaseOpening>().AddScoped<WebhookCases>().AddScoped<IncidentRepair>().AddScoped<InstanceViews>().AddScoped<InstanceStarter>().AddScoped<TriggerIndex>().AddScoped<FireTrigger>().AddScoped<ChildWorkflows>().AddScoped<InstanceJobs>().AddScoped<PublishedEvents>().AddScoped<IEventPost, EventPost>();
        services.AddScoped<InterventionLog>().AddScoped<OperatedInstance>().AddScoped<InstanceRepair>().AddScoped<Cancellation>().AddScoped<OperationSubjects>().AddScoped<OperationViews>().AddScoped<OperationRunner>();
        services.AddScoped<RecurringRunner>().AddScoped<RetentionRunner>().AddScoped<Departure>().AddScoped<TimelineRows>().AddScoped<TimelineJournal>().AddScoped<TimelineTexts>();
        services.AddScoped<AccountViews>().AddScoped<AccountNames>().AddScoped<StatisticsRunner>().AddScoped<Diagrams>().AddScoped<StandingPress>().AddScoped<DayPress>().AddScoped<Foresight>();
        services.AddScoped<ExternalTaskList>().AddScoped<ExternalTaskReport>().AddScoped<EndpointIndex>();
        services.AddSingleton<CaseNews>().AddSingleton<ICommitListener>(provider => provider.GetRequiredService<CaseNews>());
        services.AddScoped<InboxRows>().AddScoped<Colleagues>().AddScoped<Absences>().AddScoped<Links>();
        services.AddScoped<Artefacts>().AddScoped<IArtefacts>(provider => provider.GetRequiredService<Artefacts>());
        services.AddScoped<PersonStore>().AddScoped<IPersonStore>(provider => provider.GetRequiredService<PersonStore>()).AddScoped<Parties>().AddScoped<MobileCodes>().AddScoped<PublicQueries>().AddScoped<IPublicQueries>(provider => provider.GetRequiredService<PublicQueries>());
        return services.AddMediator(rooms);
    }

    /// <summary>MediatR 5 brings no registration of its own for this container: the mediator, every handler and validator of the rooms, and the three behaviours in their order.</summary>
    private static IServiceCollection AddMediator(this IServiceCollection services, Assembly[] rooms)
    {
        services.AddScoped<ServiceFactory>(provider => type => provider.GetService(type)!);
        services.AddScoped<IMediator>(provider => new Mediator(provider.GetRequiredService<ServiceFactory>()));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(LogRequest<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(ValidateRequest<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(Transact<,>));
        Type[] open = [typeof(IRequestHandler<,>), typeof(IValidator<>), typeof(IOutsideJobHandler<>)];
        foreach (var type in rooms.SelectMany(room => room.GetTypes()).Where(type => type is { IsAbstract: false, IsInterface: false, ContainsGenericParameters: false }))
            foreach (var served in type.GetInterfaces().Where(one => one.IsGenericType && open.Contains(one.GetGenericTypeDefinition())))
                // Validators know nothing but rules; building one costs as much as a round trip.
                services.Add(new ServiceDescriptor(served, type, served.GetGenericTypeDefinition() == typeof(IValidator<>) ? ServiceLifetime.Singleton : ServiceLifetime.Scoped));
        return services;
    }
}
