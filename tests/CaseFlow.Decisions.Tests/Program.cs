using CaseFlow.Decisions.Tests.Kit;
using Xunit.Runner.InProc.SystemConsole;

// The kit's own mode stands beside the tests because it plays exactly what they play.
return args is ["tck", var folder] ? KitConsole.Play(folder) : await ConsoleRunner.Run(args);
