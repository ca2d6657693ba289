using CaseFlow.PostgreSql;
using System.Reflection;
using System.Text.Json;

namespace CaseFlow.Cases.Running;

/// <summary>Queues outside jobs. The key is the visit: a retried visit uses it again, so the other side does the work once.</summary>
internal sealed class OutsideWork(JobQueue jobs, CaseScope scope) : IOutsideWork
{
    public void Enqueue(IOutsideJob job)
    {
        jobs.Enqueue(new Job(job.GetType().Name, JsonSerializer.SerializeToElement(job, job.GetType(), CaseJson.Options), scope.Now, scope.CaseId, scope.InstanceId, scope.Token,
            $"outside/{scope.InstanceId}/{scope.Token}"));
    }
}

/// <summary>The outside jobs that this installation knows, by kind.</summary>
internal sealed class OutsideJobTypes(IEnumerable<Assembly> assemblies)
{
    public IReadOnlyDictionary<string, Type> ByKind { get; } = assemblies.SelectMany(assembly => assembly.GetTypes())
        .Where(type => type is { IsAbstract: false, IsInterface: false } && type.IsAssignableTo(typeof(IOutsideJob))).ToDictionary(type => type.Name);
}
