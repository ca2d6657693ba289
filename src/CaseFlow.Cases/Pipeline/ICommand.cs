using MediatR;

namespace CaseFlow.Cases.Pipeline;

/// <summary>What a person, a program or a job asks of the product: logged, validated, one transaction. Requests of workflow activities are none: they are answered inside one.</summary>
public interface IUseCase<out T> : IRequest<T>;

/// <summary>Changes something. One command is one transaction: all of it is stored, or nothing.</summary>
public interface ICommand<out T> : IUseCase<T>;

/// <summary>Reads something and changes nothing.</summary>
public interface IQuery<out T> : IUseCase<T>;
