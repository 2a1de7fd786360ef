import { TokenService } from '#lib/identity';
import {
  type Actor,
  anonymous,
  AppError,
  type CommittedState,
  type Context,
  type Logger,
  newId,
  systemActor,
  toAppError,
} from '#lib/platform';
import { createParamDecorator, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import type { FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import { GraphQLError } from 'graphql';
import { API_RUNTIME, type ApiRuntime } from './api.runtime.js';

/** What resolvers find as their GraphQL context. `ctx` is replaced by the transaction's while a mutation runs. */
export interface GraphqlContext {
  ctx: Context;
  /** Keeps Nest from replacing this object. */
  req: object;
  /** We ask ourselves: no figure tells of it. */
  unmeasured?: boolean;
}

/** The context of the call: reading, or inside the transaction of the mutation that runs. */
export const Ctx = createParamDecorator(
  (_: unknown, execution: ExecutionContext): Context =>
    GqlExecutionContext.create(execution).getContext<GraphqlContext>().ctx,
);

const plainRequestId = /^[A-Za-z0-9._-]{8,64}$/;

/** The caller's own correlation id when it is harmless, else a new one: at random, since nothing is put in its order. */
export const requestIdFrom = (header: string | string[] | undefined): string =>
  typeof header === 'string' && plainRequestId.test(header) ? header : randomUUID();

/** Turns what came over the wire into the context of a call: authenticated once, under one request id. */
@Injectable()
export class RequestContexts {
  constructor(
    @Inject(API_RUNTIME) private readonly runtime: ApiRuntime,
    private readonly tokens: TokenService,
  ) {}

  /** @throws GraphQLError that carries its HTTP status: without a caller, nothing of the document runs */
  async fromHttp(request: FastifyRequest): Promise<GraphqlContext> {
    try {
      return { ctx: await this.open(request.headers.authorization, request.id, true), req: request };
    } catch (error) {
      const { code, message, status } = toAppError(error);
      const originalError = error instanceof Error ? error : undefined;
      throw new GraphQLError(message, { originalError, extensions: { code, http: { status } } });
    }
  }

  /** Connection parameters take the place of headers: `{ "authorization": "Bearer …" }`. */
  async fromSocket(parameters: Readonly<Record<string, unknown>> | undefined): Promise<GraphqlContext> {
    const given = parameters?.authorization ?? parameters?.Authorization;
    const authorization = typeof given === 'string' ? given : undefined;
    // A connection stays: each of its answers reads for itself.
    return { ctx: await this.open(authorization, newId(), false), req: {} };
  }

  /** Another reading context for the same caller, without what the first one remembered. */
  again(ctx: Context): Context {
    return this.of(ctx.actor, ctx.requestId);
  }

  /** @throws AppError UNAUTHENTICATED when credentials were sent and are not good */
  private async open(authorization: string | undefined, requestId: string, share: boolean): Promise<Context> {
    const look = share ? this.runtime.unitOfWork.lookOnce() : undefined;
    if (authorization === undefined || authorization === '') return this.of(anonymous, requestId, look);
    const bearer = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    const actor =
      bearer === undefined
        ? undefined
        : await this.tokens.authenticate(this.of(systemActor('sign-in'), requestId, look), bearer);
    if (actor === undefined) throw new AppError('UNAUTHENTICATED');
    return this.of(actor, requestId, look);
  }

  private of(actor: Actor, requestId: string, look?: () => Promise<CommittedState>): Context {
    const log = (): Logger => this.runtime.log.child({ requestId });
    return this.runtime.unitOfWork.reading({ actor, requestId, log, look });
  }
}
