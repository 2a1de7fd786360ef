import { type SectorCode, sentenceCase } from '#lib/taxonomy';
import { catalogue } from './archetype.catalogue.js';
import type { NeedPattern, Range } from './archetype.types.js';
import { daysAfter, spell } from './certificate.sampler.js';
import type { SampleBuyer, SampleRequirement } from './economy.types.js';
import { Random, type Weighted, weighted } from './random.source.js';
import { oneOf } from './supplier.generator.js';
import { fill, grouped, type Slots } from './wording.template.js';

/** Requirements made to be hard are this share of all. */
const HARD = 0.14;
const STATES = weighted(
  ['OPEN', 'DRAFT', 'CLOSED', 'AWARDED'] as const,
  (state) => ({ OPEN: 90, DRAFT: 4, CLOSED: 3, AWARDED: 3 })[state],
);
/** Drives buyers ask for, in minutes; null sets none. */
const DRIVES: Weighted<number | null> = weighted([null, 45, 60, 75, 90, 120, 150], (drive) =>
  drive === null ? 9 : drive === 45 ? 1 : 2,
);

interface Candidate {
  code: string;
  share: number;
  markets: ReadonlyMap<SectorCode, number>;
  need: NeedPattern;
}

interface Candidates {
  usual: Weighted<Candidate>;
  hard: Weighted<Candidate>;
}

const bySectors = new Map<string, Candidates>();

/** Needs that buyers in these sectors have: those of the trades that serve the sectors, rare trades lifted a little. */
function candidatesFor(sectors: readonly SectorCode[]): Candidates {
  const key = sectors.join();
  let found = bySectors.get(key);
  if (found) return found;
  const { archetypes, gaps } = catalogue();
  const usual = archetypes.flatMap(({ code, share, markets, needs }) =>
    needs.map((need): Candidate => ({ code, share: Math.sqrt(share) / needs.length, markets, need })),
  );
  const hard = gaps.flatMap(({ code, share, markets, needs }) =>
    needs.map((need): Candidate => ({
      code,
      share,
      markets: new Map(markets.map((sector) => [sector, 100])),
      need,
    })),
  );
  const suits = ({ share, markets }: Candidate): number =>
    share * Math.max(...sectors.map((sector) => (markets.get(sector) ?? 0) ** 2), 0.001);
  found = { usual: weighted(usual, suits), hard: weighted(hard, suits) };
  bySectors.set(key, found);
  return found;
}

/** The requirement at a position, of one of the buyers. */
export function requirementAt(
  index: number,
  setting: { seed: number; today: string; scheme: string },
  buyers: readonly SampleBuyer[],
): SampleRequirement {
  const { seed, today, scheme } = setting;
  const random = new Random(seed, 'requirement', index);
  const buyer = random.pick(buyers);
  const hard = random.chance(HARD);
  const own = (buyer.draft.sectors ?? []) as readonly SectorCode[];
  const { usual, hard: rare } = candidatesFor(own);
  const { code, markets, need } = random.draw(hard ? rare : usual);
  const sectors = own.filter((sector) => (markets.get(sector) ?? 0) > 10);
  const lot = need.lot && sampleLot(need.lot, random);
  const perYear = need.lot && lot && lot * lotsAYear(need.lot, random);
  const slots: Slots = (slot) => (slot === 'year' && perYear ? grouped(perYear) : undefined);
  const state = random.draw(STATES);
  const drive = need.drive ?? random.draw(DRIVES);
  const wanted = need.asks.filter(({ required }) => required || random.chance(0.7));
  const named = (required: boolean): string[] =>
    wanted
      .filter((ask) => ask.required === required)
      .flatMap(({ key }) => {
        const wording = catalogue().certificates.get(key);
        return wording ? [spell(wording, random)] : [];
      });
  const should = need.should.filter(() => random.chance(0.75));
  return {
    index,
    buyer: buyer.index,
    pattern: code,
    hard,
    draft: {
      title: sentenceCase(fill(need.title, random)),
      description: fill(need.about, random, slots),
      needs: [
        ...need.must.map((wordings) => ({ phrase: oneOf(wordings, random), importance: 'must' as const })),
        ...should.map((wordings) => ({ phrase: oneOf(wordings, random), importance: 'should' as const })),
      ],
      certifications: { required: named(true), desired: named(false) },
      sectors: sectors.length > 0 ? sectors : own,
      valueGbp: sampleValue(need.value, random),
      quantity: lot === null ? null : { batch: lot, perYear },
      leadTimeDays: random.chance(0.4) ? 7 * random.between(3, 14) : null,
      postcode: buyer.draft.postcode,
      place: buyer.draft.place,
      maxDriveMinutes: drive,
      regions: null,
      firstDeliveryOn: daysAfter(today, random.between(30, 360)),
      closesOn:
        state === 'OPEN' || state === 'DRAFT'
          ? daysAfter(today, random.between(8, 75))
          : daysAfter(today, -random.between(5, 60)),
      visibility: random.chance(0.06) ? 'INVITED_ONLY' : 'OPEN',
      state,
      source: { scheme, identifier: `R${index + 1}` },
      origin: 'SAMPLE',
    },
  };
}

/** Smaller lots are commoner: even on a logarithmic scale. */
function sampleLot({ low, high }: Range, random: Random): number {
  const lot = low * (high / low) ** random.real();
  const step = lot >= 1000 ? 500 : lot >= 100 ? 50 : lot >= 20 ? 5 : 1;
  return Math.max(1, Math.round(lot / step) * step);
}

/** Machines are bought once, skids a few times a year, parts every week or month. */
function lotsAYear({ high }: Range, random: Random): number {
  if (high <= 3) return 1;
  return high <= 12 ? random.between(1, 6) : random.between(5, 40);
}

/** Whole pounds a year, from a range in thousands. */
function sampleValue({ low, high }: Range, random: Random): number {
  const thousands = low * (high / low) ** random.real();
  return (
    1000 * (thousands >= 500 ? 50 * Math.round(thousands / 50) : 10 * Math.max(1, Math.round(thousands / 10)))
  );
}
