using System.Globalization;
using System.Text.Json;
using CaseFlow.Bench;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (Options.Read(args, out var options) is { } fault)
{
    Console.Error.WriteLine(fault);
    return 2;
}
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
var report = new Report();
try
{
    if (options.Wants("w1"))
        await W1.RunAsync(options, report, stop.Token);
    if (options.Part == "size")
        await W1.SizeAsync(options, report, stop.Token);
    if (options.Part == "stages")
        await Stages.RunAsync(options, report, stop.Token);
    if (options.Part == "forecast")
        await BackTest.RunAsync(options, stop.Token);
    if (options.Wants("http"))
        await Http.RunAsync(options, report, stop.Token);
    if (options.Wants("timers"))
        await Timers.RunAsync(options, report, stop.Token);
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    Console.Error.WriteLine("stopped");
}
if (options.Part != "forecast")
    report.Print();
if (options.Json is { } file)
    await File.WriteAllTextAsync(file, JsonSerializer.Serialize(report.Rows, new JsonSerializerOptions { WriteIndented = true }));
return stop.IsCancellationRequested ? 130 : 0;
