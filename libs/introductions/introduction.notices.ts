import type { Notice } from '#lib/notifications';
import { dayInWords, poundsInWords, toOpaqueId } from '#lib/platform';
import type { ReasonCode } from './introduction.rules.js';
import type { TakenStep } from './introduction.writer.js';

/** Reasons in words, to go on after "because". */
export const reasonWords: Readonly<Record<ReasonCode, string>> = {
  NO_CAPACITY: 'there is no capacity for it now',
  NOT_OUR_WORK: 'it is not the kind of work they do',
  CAPABILITY_MISSING: 'a capability it needs is missing',
  CERTIFICATE_MISSING: 'a certificate it needs is missing',
  TOO_FAR: 'it is too far away',
  PRICE: 'of the price',
  LEAD_TIME: 'of the lead time',
  TERMS: 'of the terms',
  BETTER_PLACED_SUPPLIER: 'another supplier is better placed',
  NEED_CHANGED: 'the need has changed',
  OTHER: 'of another reason',
  AWARDED_ELSEWHERE: 'the work was awarded to another supplier',
  REQUIREMENT_CLOSED: 'the requirement was closed',
  NO_REPLY: 'no answer came in time',
};

export const introductionLink = (id: string): string => `/introductions/${toOpaqueId('intro', id)}`;

/** What each side is told of a step. The side that took it is not told what it did. */
export function noticesOf(step: TakenStep, at: Date, personId: string | null): Notice[] {
  const { id, facts, action, side, to, dueOn } = step;
  const { requirementTitle: title, buyerName: buyer, supplierName: supplier } = facts;
  const tell = (organisationId: string, kind: Notice['kind'], line: string, body: string): Notice => ({
    organisationId,
    kind,
    title: line,
    body: [body, step.reason ? `“${step.reason.trim()}”` : ''].filter((part) => part !== '').join('\n\n'),
    link: introductionLink(id),
    dedupKey: `introduction:${id}:${action}:${at.toISOString()}`,
    exceptPersonId: personId,
  });
  const toSupplier = (line: string, body: string, kind: Notice['kind'] = 'INTRODUCTION'): Notice =>
    tell(facts.supplierId, kind, line, body);
  const toBuyer = (line: string, body: string, kind: Notice['kind'] = 'INTRODUCTION'): Notice =>
    tell(facts.buyerId, kind, line, body);
  const due = dueOn === null ? '' : dayInWords(dueOn);
  const because = step.reasonCode ? ` because ${reasonWords[step.reasonCode]}` : '';
  switch (action) {
    case 'SUGGEST':
      return [
        toSupplier(
          `Suggested to you: ${title}`,
          `You were suggested to ${buyer} for “${title}”. Say whether you are interested.`,
        ),
        toBuyer(
          `Suggested for ${title}: ${supplier}`,
          `${supplier} was suggested to you for “${title}”. Invite it, or decline.`,
        ),
      ];
    case 'EXPRESS_INTEREST':
      return [
        toBuyer(
          `${supplier} is interested in ${title}`,
          facts.state === 'INVITED'
            ? `${supplier} accepts your invitation to “${title}”. Answer by ${due}.`
            : `${supplier} would like to supply “${title}”. Answer by ${due}: shortlist it or decline, in one click.`,
        ),
      ];
    case 'INVITE':
      return [
        toSupplier(
          `${buyer} invites you: ${title}`,
          `${buyer} would like to talk to you about “${title}”. Answer by ${due}: accept or decline, in one click.`,
        ),
      ];
    case 'SHORTLIST':
      return [
        toSupplier(`You are shortlisted: ${title}`, `${buyer} has put you on the shortlist for “${title}”.`),
      ];
    case 'DECLINE':
      return side === 'BUYER'
        ? [
            toSupplier(
              `Not this time: ${title}`,
              `${buyer} has decided against you for “${title}”${because}.`,
            ),
          ]
        : [toBuyer(`${supplier} declines: ${title}`, `${supplier} will not supply “${title}”${because}.`)];
    case 'WITHDRAW':
      return side === 'BUYER'
        ? [
            toSupplier(
              `Invitation withdrawn: ${title}`,
              `${buyer} has taken back its invitation to “${title}”${because}.`,
            ),
          ]
        : [
            toBuyer(
              `${supplier} withdraws: ${title}`,
              `${supplier} is no longer interested in “${title}”${because}.`,
            ),
          ];
    case 'LAPSE':
      return facts.state === 'INVITED'
        ? [
            toSupplier(
              `Invitation lapsed: ${title}`,
              `The invitation of ${buyer} to “${title}” was not answered in time. You may still express interest.`,
            ),
            toBuyer(
              `No answer from ${supplier}: ${title}`,
              `${supplier} has not answered your invitation to “${title}” in time.`,
            ),
          ]
        : [
            toSupplier(
              `No answer from ${buyer}: ${title}`,
              `${buyer} has not answered your interest in “${title}” in time. It counts in its reply rate.`,
            ),
            toBuyer(
              `You did not answer ${supplier}: ${title}`,
              `The interest of ${supplier} in “${title}” has lapsed without your answer. It counts in your reply rate. You may still invite it.`,
            ),
          ];
    case 'CLOSE':
      return [
        toSupplier(
          `Closed: ${title}`,
          step.reasonCode === 'REQUIREMENT_CLOSED'
            ? `${buyer} has closed “${title}”. There is nothing left for you to do.`
            : `“${title}” of ${buyer} has ended, and you were not chosen${because}.`,
          'REQUIREMENT_CLOSED',
        ),
      ];
    case 'AWARD':
      return to === 'AWARDED'
        ? [
            toSupplier(
              `Awarded to you: ${title}`,
              `${buyer} has recorded the award of “${title}” to you${step.award ? `: ${poundsInWords(step.award.valueGbp)}` : ''}. If that is not what you agreed, write to ${buyer} in the introduction.`,
              'AWARD',
            ),
          ]
        : [];
  }
}
