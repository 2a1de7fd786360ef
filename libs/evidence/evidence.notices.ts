import type { Notice } from '#lib/notifications';
import { toOpaqueId } from '#lib/platform';
import type { Claim } from './claim.types.js';

/** Where its holder puts a claim right. */
const sectionOf = (supplierId: string, claim: Claim): string =>
  `/work/${toOpaqueId('org', supplierId)}/profile/${'certificateId' in claim ? 'certificates' : 'capabilities'}`;

/** A claim could not be confirmed, and what its holder can do. */
export const refused = (
  supplierId: string,
  claim: Claim,
  name: string,
  reason: string,
  checkId: string,
): Notice => ({
  organisationId: supplierId,
  kind: 'EVIDENCE',
  title: `Not confirmed: ${name}`,
  body: [
    `An officer looked at “${name}” in your profile and could not confirm it. Until it is put right, buyers do not see it and it counts for no match.`,
    `“${reason}”`,
    'certificateId' in claim
      ? 'Correct its number, issuer or dates, or send a document that shows it: then it is looked at again.'
      : 'If it is right, answer the officer; if not, take it out of your profile.',
  ].join('\n\n'),
  link: sectionOf(supplierId, claim),
  dedupKey: `claim:${checkId}:refused`,
});

/** What could not be confirmed counts again. */
export const confirmedAfterAll = (
  supplierId: string,
  claim: Claim,
  name: string,
  checkId: string,
): Notice => ({
  organisationId: supplierId,
  kind: 'EVIDENCE',
  title: `Counts again: ${name}`,
  body: `The officer has taken back that “${name}” could not be confirmed. Buyers see it again, and it counts for matches.`,
  link: sectionOf(supplierId, claim),
  dedupKey: `claim:${checkId}:undone`,
});
