import { describe, expect, it } from '@jest/globals';
import {
  isMatched,
  mayChange,
  mayMove,
  type PublicationFacts,
  publicationBlockers,
} from './publication.rules.js';
import type { RequirementState, RequirementVisibility } from './requirement.entity.js';
import { isPublic } from './visibility.rules.js';

const states: RequirementState[] = ['DRAFT', 'OPEN', 'SHORTLISTING', 'AWARDED', 'CLOSED', 'WITHDRAWN'];
const ready: PublicationFacts = {
  state: 'DRAFT',
  needs: [{ importance: 'must' }],
  closesOn: '2026-06-01',
  firstDeliveryOn: null,
  maxDriveMinutes: 60,
  lat: 52,
};

describe('may it be published?', () => {
  it.each<[string, Partial<PublicationFacts>, string[]]>([
    ['ready', {}, []],
    ['closing today', { closesOn: '2026-05-31' }, []],
    ['no needs', { needs: [] }, ['NO_NEED needs']],
    ['only wishes', { needs: [{ importance: 'should' }] }, ['NO_MUST needs']],
    ['closed yesterday', { closesOn: '2026-05-30' }, ['CLOSES_IN_THE_PAST closesOn']],
    ['delivered yesterday', { firstDeliveryOn: '2026-05-30' }, ['DELIVERY_IN_THE_PAST firstDeliveryOn']],
    ['reach from nowhere', { lat: null }, ['REACH_WITHOUT_PLACE postcode']],
    ['no reach from nowhere', { lat: null, maxDriveMinutes: null }, []],
    ['open already', { state: 'OPEN' }, ['NOT_A_DRAFT ']],
    [
      'everything at once',
      { state: 'CLOSED', needs: [], closesOn: '2020-01-01' },
      ['NOT_A_DRAFT ', 'NO_NEED needs', 'CLOSES_IN_THE_PAST closesOn'],
    ],
  ])('%s', (_, more, expected) => {
    const blockers = publicationBlockers({ ...ready, ...more }, '2026-05-31');
    expect(blockers.map(({ code, path }) => `${code} ${path.join('.')}`)).toEqual(expected);
  });
});

it('moves along its life cycle and no other way', () => {
  const moves = states.flatMap((from) =>
    states.filter((to) => mayMove(from, to)).map((to) => `${from} → ${to}`),
  );
  expect(moves).toEqual([
    'DRAFT → OPEN',
    'OPEN → SHORTLISTING',
    'OPEN → AWARDED',
    'OPEN → CLOSED',
    'OPEN → WITHDRAWN',
    'SHORTLISTING → OPEN',
    'SHORTLISTING → AWARDED',
    'SHORTLISTING → CLOSED',
    'SHORTLISTING → WITHDRAWN',
    'AWARDED → CLOSED',
  ]);
  expect(states.filter(isMatched)).toEqual(['OPEN', 'SHORTLISTING']);
  expect(states.filter(mayChange)).toEqual(['DRAFT', 'OPEN', 'SHORTLISTING']);
});

it('is public while published, open to all and not withdrawn', () => {
  const shown = (visibility: RequirementVisibility): RequirementState[] =>
    states.filter((state) => isPublic({ state, visibility }));
  expect(shown('OPEN')).toEqual(['OPEN', 'SHORTLISTING', 'AWARDED', 'CLOSED']);
  expect(shown('INVITED_ONLY')).toEqual([]);
});
