using CaseFlow.Decisions.Tests.Feel;
using CaseFlow.Decisions.Tests.Kit;
using Xunit.Runner.InProc.SystemConsole;

// The modes of scripts/tck and scripts/fuzz stand beside the tests because they play exactly what these play.
return args switch
{
    ["tck", var folder] => KitConsole.Play(folder),
    ["fuzz", var count] => Fuzz.Run(int.Parse(count)),
    ["bench"] => Bench.Run(),
    _ => await ConsoleRunner.Run(args),
};
