using MediatR;

namespace CaseFlow.Cases.Pipeline;

/// <summary>Changes something. One command is one transaction: all of it is stored, or nothing.</summary>
public interface ICommand<out T> : IRequest<T>;

/// <summary>Reads something and changes nothing.</summary>
public interface IQuery<out T> : IRequest<T>;
