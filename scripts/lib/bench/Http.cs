using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Running;

namespace CaseFlow.Bench;

/// <summary>W1 over HTTP: a server of its own, a clerk who has signed in. The callers run on the same machine and take their share of it.</summary>
internal static class Http
{
    public static async Task RunAsync(Options options, Report report, CancellationToken stop)
    {
        Report.Say("W1 over HTTP …");
        await using var bed = await Bed.MakeAsync(options);
        using var server = Start(options, bed);
        try
        {
            using var handler = new SocketsHttpHandler { CookieContainer = new CookieContainer(), MaxConnectionsPerServer = 200 };
            using var client = new HttpClient(handler) { BaseAddress = new Uri(Address) };
            await ReadyAsync(client, server, stop);
            using (var signedIn = await client.PostAsJsonAsync("api/v1/sign-in", new { login = "clerk.ceshilu", password = DemoAccounts.Password }, stop))
                signedIn.EnsureSuccessStatusCode();
            var (person, tasks) = (0, new ConcurrentBag<long>());
            async Task<bool> Case()
            {
                var opened = await PostAsync(client, "api/v1/cases", Bed.Application(Interlocked.Increment(ref person)));
                tasks.Add(opened.GetProperty("case").GetProperty("tasks")[0].GetProperty("id").GetInt64());
                return true;
            }
            async Task<bool> Signal()
            {
                if (!tasks.TryTake(out var task))
                    return false;
                await PostAsync(client, $"api/v1/tasks/{task}/complete", new { outcome = "Approve", data = new { approved = true } });
                return true;
            }
            var length = TimeSpan.FromSeconds(options.Seconds);
            await Load.RunAsync("warm", "", 16, length, 0, _ => Case(), stop);
            await Load.RunAsync("warm", "", 16, length, 0, _ => Signal(), stop);
            foreach (var at in options.Concurrency)
            {
                report.Add(await Load.RunAsync("start", "http", at, length, options.Postmaster, _ => Case(), stop));
                report.Add(await Load.RunAsync("signal", "http", at, length, options.Postmaster, _ => Signal(), stop));
            }
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static string Address => "http://127.0.0.1:" + (Environment.GetEnvironmentVariable("CASEFLOW_BENCH_PORT") ?? "18980") + "/";

    private static Process Start(Options options, Bed bed)
    {
        var start = new ProcessStartInfo("dotnet", Path.Combine(options.Root, "src/CaseFlow.Host/bin/Release/net10.0/CaseFlow.Host.dll")) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = Address.TrimEnd('/'), ["CaseFlow__Mode"] = "demo", ["CaseFlow__Database"] = bed.ConnectionString, ["CaseFlow__KeyFolder"] = bed.Folder, ["CaseFlow__ContentRoot"] = bed.Folder,
            ["Logging__LogLevel__Default"] = "Warning",
        })
            start.Environment[name] = value;
        var server = Process.Start(start)!;
        server.OutputDataReceived += (_, _) => { };
        server.ErrorDataReceived += (_, line) => { if (line.Data is { Length: > 0 } text) Report.Say("  server: " + text); };
        server.BeginOutputReadLine();
        server.BeginErrorReadLine();
        return server;
    }

    private static async Task ReadyAsync(HttpClient client, Process server, CancellationToken stop)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < TimeSpan.FromMinutes(1); await Task.Delay(200, stop))
        {
            if (server.HasExited)
                throw new InvalidOperationException($"The server ended with {server.ExitCode}.");
            try
            {
                using var answer = await client.GetAsync("health/ready", stop);
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }
        }
        throw new TimeoutException("The server was not ready within a minute.");
    }

    private static async Task<JsonElement> PostAsync(HttpClient client, string path, object body)
    {
        using var answer = await client.PostAsJsonAsync(path, body, CaseJson.Options);
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"{path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
