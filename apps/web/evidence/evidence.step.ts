import type { FastifyRequest } from 'fastify';
import { type Choice, chosenOf, type Fields, type Problem, textOf } from '../form.fields.js';
import { found, type Portal, type Visitor } from '../portal.js';
import type { CheckFinding } from '../schema.types.js';
import { refuseMutation, verifyMutation, vouchMutation } from './document.operations.js';

const findingItems: readonly Choice<CheckFinding>[] = [
  { value: 'REGISTER_CHECKED', text: 'Found in the register' },
  { value: 'SITE_AUDITED', text: 'Seen on site' },
];

/** What is said once a step has been taken. */
export const messages: Readonly<Record<string, string>> = {
  verified: 'Recorded, with today’s date and your name.',
  vouched: 'You vouch for it, with today’s date.',
  refused: 'Refused. The supplier is told why, and it counts for no match until it is put right.',
  undone: 'Undone. The claim stands as it did before.',
};

export interface Taken {
  problems: Problem[];
  said: string;
  /** The check, to undo it by. */
  checkId: string | null;
}

/** The cluster body somebody manages. */
export const clusterOf = ({ memberships }: Visitor): string | undefined =>
  memberships.find(({ role }) => role === 'CLUSTER_MANAGER')?.organisationId;

/** Does with a claim what a form says: confirms it, refuses it, or vouches for it. */
export async function takeStep(
  portal: Portal,
  request: FastifyRequest,
  visitor: Visitor,
  supplierId: string,
  body: Fields,
): Promise<Taken> {
  const certificateId = textOf(body, 'certificate');
  const claim = certificateId ? { certificateId } : { capabilityCode: textOf(body, 'capability') };
  const key = textOf(body, 'key');
  const what = textOf(body, 'do');
  const [said, { done }] =
    what === 'vouch'
      ? ([
          'vouched',
          await portal.ask(request, vouchMutation, {
            input: { supplierId, claim, clusterId: found(clusterOf(visitor)) },
          }),
        ] as const)
      : what === 'refuse'
        ? ([
            'refused',
            await portal.ask(request, refuseMutation, {
              input: { supplierId, claim, reason: textOf(body, `reason-${key}`) },
            }),
          ] as const)
        : ([
            'verified',
            await portal.ask(request, verifyMutation, {
              input: { supplierId, claim, finding: chosenOf(body, 'do', findingItems) },
            }),
          ] as const);
  const problems = done.errors.map(({ message, path }) => ({
    message,
    field: path.includes('reason') ? `reason-${key}` : `claim-${key}`,
  }));
  return { problems, said, checkId: done.checkId };
}

/** An address with what was done, and how to undo it. */
export function withDone(href: string, { said, checkId }: Pick<Taken, 'said' | 'checkId'>): string {
  const done = new URLSearchParams({ done: said, ...(checkId && { check: checkId }) });
  return `${href}${href.includes('?') ? '&' : '?'}${done.toString()}`;
}
