import { type Actor, AppError } from '#lib/platform';
import type { AccessLevel } from './access.decorator.js';

/**
 * May this actor call an operation of this level?
 * @throws AppError UNAUTHENTICATED when signing in would help; NOT_FOUND when it would not, or nothing is declared
 */
export function assertMayCall(actor: Actor, level: AccessLevel | undefined): void {
  if (level === 'PUBLIC') return;
  if (level === undefined) throw new AppError('NOT_FOUND');
  if (actor.kind === 'anonymous') throw new AppError('UNAUTHENTICATED');
  if (actor.kind === 'system' || level === 'SIGNED_IN') return;
  const allowed =
    actor.staffRoles.includes('ADMINISTRATOR') ||
    (level === 'OFFICER' && actor.staffRoles.includes('OFFICER'));
  if (!allowed) throw new AppError('NOT_FOUND');
}
