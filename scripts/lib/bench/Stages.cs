using System.Diagnostics;
using System.Text.Json;
using CaseFlow.Workflows;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Bench;

/// <summary>What the processor does for one start of W1 outside the database: the engine's bursts and the stored forms, on one thread.</summary>
internal static class Stages
{
    public static async Task RunAsync(Options options, Report report, CancellationToken stop)
    {
        Report.Say("Stages of a start, without the database …");
        await using var bed = await Bed.MakeAsync(options);
        var catalogue = bed.Services.GetRequiredService<ActivityCatalogue>();
        var definition = DefinitionReader.Read(File.ReadAllText(Path.Combine(options.Root, "scripts/lib/w1/v1.json")), catalogue, (_, _) => null).Definition!;
        var application = JsonSerializer.SerializeToElement(new
        {
            remark = Bed.Payload.GetProperty("remark").GetString(), channel = "counter", office = "ceshilu", applicant = new { id = Guid.NewGuid(), age = 40, sex = "M" }, mobileVerified = true,
            parties = new { applicant = new { id = Guid.NewGuid(), age = 40, sex = "M" } },
        });
        var (instance, events) = Start(definition, application);
        var state = InstanceJson.Write(instance);
        Report.Say($"  {events.Count} events, {JournalJson.Write(events).Length} characters of journal, {state.Length} of state");
        var done = JsonSerializer.SerializeToElement<object?>(null);
        Measure(report, "engine start", () => Start(definition, application));
        Measure(report, "state write", () => InstanceJson.Write(instance));
        Measure(report, "state read", () => InstanceJson.Read(state));
        Measure(report, "journal write", () => JournalJson.Write(events));
        Measure(report, "scope", () => { using var scope = bed.Services.CreateScope(); scope.ServiceProvider.GetRequiredService<MediatR.IMediator>(); });
        stop.ThrowIfCancellationRequested();
    }

    private static (WorkflowInstance Instance, List<WorkflowEvent> Events) Start(WorkflowDefinition definition, JsonElement application)
    {
        var done = JsonSerializer.SerializeToElement<object?>(null);
        var events = new List<WorkflowEvent>();
        var open = new Queue<Stimulus>([new StartWorkflow(new Dictionary<string, JsonElement> { ["application"] = application }, "310-W01-1")]);
        var instance = WorkflowInstance.Create("1");
        while (open.TryDequeue(out var stimulus))
        {
            var burst = Engine.Advance(definition, instance, stimulus, DateTimeOffset.UtcNow);
            instance = burst.Instance;
            events.AddRange(burst.Events);
            foreach (var issued in burst.Events.OfType<RequestIssued>())
                open.Enqueue(new AnswerRequest(issued.Token, "Done", done));
        }
        return (instance, events);
    }

    private static void Measure(Report report, string what, Action work)
    {
        for (var i = 0; i < 3000; i++)
            work();
        const int count = 20000;
        var (cpu, bytes) = (Process.GetCurrentProcess().TotalProcessorTime, GC.GetAllocatedBytesForCurrentThread());
        for (var i = 0; i < count; i++)
            work();
        var spent = (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalMilliseconds / count;
        report.Add(new Row(what, "product", 1, 1000 / spent, CpuOwn: spent, Note: $"{(GC.GetAllocatedBytesForCurrentThread() - bytes) / count / 1024.0:0.0} KB allocated"));
    }
}
