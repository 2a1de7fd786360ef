import { once, type TransactionContext } from '#lib/platform';
import { type ExecutionContext, SetMetadata, type CustomDecorator } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import type { GraphqlContext } from './request.context.js';

const SHOWN_ONCE = 'midlands-match:shown-once';

/** The answer of this mutation holds a secret: asked for again under the same key, it is not repeated. */
export const ShownOnce = (): CustomDecorator => SetMetadata(SHOWN_ONCE, true);

/**
 * Does the work of a mutation once for the caller's `Idempotency-Key` header: repeated with the same input it answers
 * the same, with other input it is refused. Each mutation of a document counts by its name in the answer.
 */
export function onceForKey(
  ctx: TransactionContext,
  execution: ExecutionContext,
  work: () => Promise<unknown>,
): Promise<unknown> {
  const graphql = GqlExecutionContext.create(execution);
  const key = headerOf(graphql.getContext<GraphqlContext>().req);
  if (key === undefined || ctx.actor.kind !== 'person') return work();
  const { fieldName, path } = graphql.getInfo<GraphQLResolveInfo>();
  return once(
    ctx,
    {
      personId: ctx.actor.personId,
      key: `${key}:${path.key}`,
      input: [fieldName, graphql.getArgs<object>()],
      shownOnce: Reflect.getMetadata(SHOWN_ONCE, execution.getHandler()) === true,
    },
    work,
  );
}

function headerOf(request: object): string | undefined {
  const { headers } = request as { headers?: Record<string, string | string[] | undefined> };
  const value = headers?.['idempotency-key'];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
