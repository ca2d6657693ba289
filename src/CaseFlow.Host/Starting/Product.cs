using CaseFlow.Host.Time;
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

        services.AddPostgreSql(settings.Database);
        services.AddTemporary();
        services.AddSingleton(MigrationSource.Of(typeof(Product).Assembly));
        services.AddHostedService<ServerLife>();
    }
}
