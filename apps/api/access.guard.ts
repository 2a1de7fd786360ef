import { AppError } from '#lib/platform';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { GqlExecutionContext } from '@nestjs/graphql';
import { ACCESS_METADATA, type AccessLevel } from './access.decorator.js';
import { assertMayCall } from './access.rules.js';
import type { GraphqlContext } from './request.context.js';

/** Closed by default: what declares no access refuses. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(execution: ExecutionContext): boolean {
    const level = this.reflector.get<AccessLevel | undefined>(ACCESS_METADATA, execution.getHandler());
    if (execution.getType<string>() === 'graphql') {
      const { ctx } = GqlExecutionContext.create(execution).getContext<GraphqlContext>();
      assertMayCall(ctx.actor, level);
    } else if (level !== 'PUBLIC') {
      // Plain HTTP carries no actor: it serves only what anybody may have.
      throw new AppError('NOT_FOUND');
    }
    return true;
  }
}
