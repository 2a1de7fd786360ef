import {
  ArgumentError,
  fail,
  isFailure,
  type TransactionContext,
  type UserError,
  userError,
} from '#lib/platform';
import {
  type CallHandler,
  type ExecutionContext,
  Inject,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import { GqlExecutionContext, RESOLVER_TYPE_METADATA } from '@nestjs/graphql';
import { defer, lastValueFrom, type Observable } from 'rxjs';
import { API_RUNTIME, type ApiRuntime } from './api.runtime.js';
import { inInputTerms } from './error.paths.js';
import { onceForKey } from './idempotency.js';
import { type GraphqlContext, RequestContexts } from './request.context.js';

/**
 * Runs each mutation in one transaction and turns its Result into a payload: what it made, or its errors. A failed
 * Result rolls back, as a throw does. What the client asked of the payload is read afterwards, from committed data.
 */
@Injectable()
export class TransactionInterceptor implements NestInterceptor {
  constructor(
    @Inject(API_RUNTIME) private readonly runtime: ApiRuntime,
    private readonly contexts: RequestContexts,
  ) {}

  intercept(execution: ExecutionContext, next: CallHandler): Observable<unknown> {
    const isMutation = Reflect.getMetadata(RESOLVER_TYPE_METADATA, execution.getHandler()) === 'Mutation';
    if (!isMutation) return next.handle();
    const graphql = GqlExecutionContext.create(execution).getContext<GraphqlContext>();
    return defer(() => this.inTransaction(graphql, execution, next));
  }

  private async inTransaction(
    graphql: GraphqlContext,
    execution: ExecutionContext,
    next: CallHandler,
  ): Promise<object> {
    const outer = graphql.ctx;
    try {
      // Mutations of one document run one after another, so that replacing the context reaches this one alone.
      const outcome = await this.runtime.unitOfWork.transaction(outer, (ctx: TransactionContext) => {
        graphql.ctx = ctx;
        return onceForKey(ctx, execution, () => lastValueFrom(next.handle()) as Promise<unknown>);
      });
      return asPayload(outcome);
    } catch (error) {
      if (error instanceof ArgumentError) return asPayload(fail(asUserError(error)));
      throw error;
    } finally {
      graphql.ctx = this.contexts.again(outer);
    }
  }
}

/** What its sender can put right is told in one place, whether a service finds it or an argument is checked before. */
const asUserError = ({ reason, message, argument }: ArgumentError): UserError =>
  userError(reason, message, argument);

function asPayload(outcome: unknown): object {
  if (isFailure(outcome)) {
    // Besides its errors, a failure may carry what helps to put it right.
    const { ok: _, errors, ...rest } = outcome;
    return { ...rest, errors: inInputTerms(errors) };
  }
  const { value } = outcome as { value: object };
  return { ...value, errors: [] satisfies UserError[] };
}
