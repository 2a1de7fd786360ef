import { describe, expect, it } from '@jest/globals';
import { regionItems } from '../choices.js';
import type { Fields } from '../form.fields.js';
import { bareAnswer, emptyAnswer, fullAnswer } from '../testing/answer.samples.js';
import {
  defaultButtonOf,
  describeTemplate,
  officer,
  problemsAt,
  visitor,
} from '../testing/template.harness.js';
import {
  type ClaimQueueQuery,
  claimQueueQuery,
  type ClaimsQuery,
  claimsQuery,
} from './document.operations.js';
import { askedOf, claimsOf, kindItems, queuedClaims, queueHref, stateItems } from './evidence.view.js';

const title = 'Claims';
const check = 'check_1';

const claims = ({ supplier, certifications }: ClaimsQuery) => ({
  title,
  visitor: officer,
  by: { officer: true },
  supplier,
  sections: claimsOf(supplier!, certifications),
});
const standing = claims(fullAnswer(claimsQuery));
const [first] = standing.sections[0]!.claims;

describeTemplate(
  'evidence/claims.njk',
  {
    officer: { ...standing, done: 'Recorded.', check },
    cluster: { ...claims(bareAnswer(claimsQuery)), visitor, by: { cluster: 'org_1' } },
    empty: claims(emptyAnswer(claimsQuery)),
    wrong: { ...standing, problems: problemsAt('claims', `claim-${first!.key}`) },
  },
  { officer: 'Undo', cluster: 'Vouch for', empty: 'None stated.' },
);

const queue = (answer: ClaimQueueQuery, query: Fields = {}) => {
  const asked = askedOf(query);
  return {
    title,
    visitor: officer,
    asked,
    total: answer.claims.totalCount,
    items: queuedClaims(answer),
    kinds: kindItems.map(({ text }) => ({
      label: text,
      href: queueHref(asked),
      current: text === 'Certificates',
    })),
    here: queueHref(asked),
    nextHref: null,
    stateItems,
    regionItems,
    schemeItems: [{ value: 'ISO_9001', text: 'ISO 9001' }],
    by: { officer: true },
  };
};
/** Claims that have not been refused, of either kind. */
const waiting = (kind: 'certificate' | 'capability'): ClaimQueueQuery => {
  const answer = fullAnswer(claimQueueQuery);
  const edges = answer.claims.edges.map(({ node }) => ({
    node: {
      ...node,
      certificate:
        kind === 'certificate' && node.certificate ? { ...node.certificate, refusedOn: null } : null,
      capability: kind === 'capability' && node.capability ? { ...node.capability, refusedOn: null } : null,
    },
  }));
  return { ...answer, claims: { ...answer.claims, edges } };
};
const certificates = queue(waiting('certificate'));
const reason = `reason-${certificates.items[0]!.key}`;

describeTemplate(
  'evidence/queue.njk',
  {
    certificates: {
      ...certificates,
      nextHref: '/office/evidence?after=x',
      done: 'Recorded.',
      check,
      checked: 'org_1',
    },
    capabilities: queue(waiting('capability'), { kind: 'CAPABILITY', inPlay: 'yes' }),
    refused: queue(fullAnswer(claimQueueQuery), { state: 'REFUSED' }),
    nothing: queue(emptyAnswer(claimQueueQuery)),
    'nothing refused': queue(emptyAnswer(claimQueueQuery), { state: 'REFUSED' }),
    wrong: { ...certificates, typed: { [reason]: ' ' }, problems: problemsAt(reason) },
  },
  {
    certificates: 'More claims',
    capabilities: 'Seen on site',
    refused: 'it counts for no match',
    nothing: 'Nothing waits for a check here.',
    'nothing refused': 'Nothing has been refused here.',
  },
);

describe('the queue of claims', () => {
  it('keeps in its address how it is narrowed, page by page', () => {
    const asked = {
      kind: 'CERTIFICATE',
      state: 'REFUSED',
      scheme: 'ISO_9001',
      q: 'A & B',
      inPlay: 'yes',
      after: '1 x',
    };
    const href = queueHref(askedOf(asked));
    expect(Object.fromEntries(new URL(href, 'http://a').searchParams)).toEqual(asked);
  });

  it('is narrowed by nothing it does not know', () => {
    expect(askedOf({ kind: 'x', state: 'y', region: 'z' })).toMatchObject({
      kind: 'CERTIFICATE',
      state: 'TO_CHECK',
      region: undefined,
    });
  });

  it('decides nothing by the Enter key', () => {
    expect(defaultButtonOf('evidence/queue.njk', certificates, '/office/evidence?')).toEqual(['disabled']);
  });
});
