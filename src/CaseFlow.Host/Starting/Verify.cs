using CaseFlow.Cases.Verifying;

namespace CaseFlow.Host.Starting;

/// <summary><c>CaseFlow.Host verify</c>: compares what is stored with itself and ends. Serves nobody and changes nothing, so it may run beside servers.</summary>
internal static class Verify
{
    /// <returns>0 if everything fits together, 1 if not; what does not is printed, a line each.</returns>
    public static async Task<int> VerifyAsync(this WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var verifying = scope.ServiceProvider.GetRequiredService<VerifyCases>();
        var found = 0;
        await foreach (var (instance, code, detail) in verifying.RunAsync())
        {
            found++;
            await Console.Out.WriteLineAsync($"{instance} {code}: {detail}");
        }
        await Console.Out.WriteLineAsync($"{verifying.Instances} instances, {found} discrepancies");
        return found == 0 ? 0 : 1;
    }
}
