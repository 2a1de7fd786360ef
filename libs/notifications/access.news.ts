import type { AccessRequestView } from '#lib/identity';
import { toOpaqueId, type TransactionContext } from '#lib/platform';
import { Injectable } from '@nestjs/common';
import { NotificationService } from './notification.service.js';

/** News of who may act for an organisation: to its owners that somebody asks, to whoever asked what came of it. */
@Injectable()
export class AccessNews {
  constructor(private readonly notifications: NotificationService) {}

  /** Tells the owners that somebody asks to join. A claim is for officers, who have it in their office. */
  async asked(ctx: TransactionContext, request: AccessRequestView): Promise<void> {
    if (request.kind !== 'JOIN') return;
    const owners = await ctx.query<{ id: string }>(
      `SELECT person_id AS id FROM memberships WHERE organisation_id = $1 AND role = 'OWNER'`,
      [request.organisationId],
    );
    const { personName, personEmail, organisationName, evidence } = request;
    await this.notifications.notify(ctx, [
      {
        organisationId: request.organisationId,
        kind: 'ACCESS',
        title: `${personName} asks to join ${organisationName}`,
        body: [
          `${personName} (${personEmail}) would like to act for ${organisationName}. Let them in, or say why not.`,
          ...(evidence ? [`“${evidence}”`] : []),
        ].join('\n\n'),
        link: '/work#requests',
        dedupKey: `access:${request.id}:asked`,
        personIds: owners.map(({ id }) => id),
      },
    ]);
  }

  /** Tells whoever asked how it was decided, or that a decision was taken back. */
  async decided(ctx: TransactionContext, request: AccessRequestView): Promise<void> {
    const { id, organisationId, organisationName, personId, reason, state } = request;
    const told = WORDS[state];
    await this.notifications.notify(ctx, [
      {
        organisationId,
        kind: 'ACCESS',
        title: told.title(organisationName),
        body: [told.body(organisationName), ...(reason ? [`“${reason}”`] : [])].join('\n\n'),
        link: state === 'APPROVED' ? '/work' : `/suppliers/${toOpaqueId('org', organisationId)}`,
        // What was taken back can be decided again, and that is news again.
        dedupKey: `access:${id}:${state}:${ctx.now().toISOString()}`,
        personIds: [personId],
      },
    ]);
  }
}

interface Words {
  title: (name: string) => string;
  body: (name: string) => string;
}

const WORDS: Readonly<Record<AccessRequestView['state'], Words>> = {
  WAITING: {
    title: (name) => `Looked at again: your request to act for ${name}`,
    body: (name) =>
      `The decision on your request to act for ${name} was taken back. It waits to be decided again.`,
  },
  APPROVED: {
    title: (name) => `You act for ${name} now`,
    body: (name) => `Your request was approved. You find ${name} under “Your work”.`,
  },
  REFUSED: {
    title: (name) => `Not approved: your request to act for ${name}`,
    body: (name) =>
      `Your request to act for ${name} was not approved, for the reason below. You may ask again.`,
  },
  UNDONE: {
    title: (name) => `You act for ${name} no more`,
    body: (name) => `The approval of your request to act for ${name} was taken back, for the reason below.`,
  },
};
