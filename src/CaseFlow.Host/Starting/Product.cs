using CaseFlow.Cases;
using CaseFlow.Host.Recurring;
using CaseFlow.Host.Time;
using CaseFlow.Host.Web;
using CaseFlow.IdCards;
using CaseFlow.PostgreSql;
using Npgsql;

namespace CaseFlow.Host.Starting;

/// <summary>The rooms of the product, put together.</summary>
internal static class Product
{
    public static void AddProduct(this IServiceCollection services, Settings settings, IConfiguration configuration)
    {
        services.AddSingleton(settings);
        services.AddSingleton<Readiness>();
        if (settings.VirtualClock)
        {
            services.AddSingleton<TimeProvider>(provider => new VirtualClock(provider.GetRequiredService<NpgsqlDataSource>()));
        }
        else
        {
            services.AddSingleton(TimeProvider.System);
        }

        services.AddSingleton(configuration.GetSection("CaseFlow:Jobs").Get<JobOptions>() ?? new JobOptions());
        services.AddPostgreSql(settings.Database);
        services.AddSingleton(MigrationSource.Of(typeof(Product).Assembly));
        services.AddCases(
            new CasesOptions
            {
                ContentRoot = settings.ContentRoot.FullName, KeyFolder = settings.KeyFolder.FullName, Demo = !settings.IsProduction, Http = WorkflowHttp.Read(configuration),
                Address = configuration["CaseFlow:Address"]?.TrimEnd('/'),
            },
            IdCardsRegistration.Room);
        services.AddIdCards(configuration);
        services.AddSingleton(EndpointOptions.Read(configuration)).AddSingleton<EndpointPatience>();
        services.AddHostedService<ServerLife>();
        services.AddHostedService<Housekeeping>();
        services.AddRecurring();
        services.AddHostedService<NewsOfCases>();
    }
}
