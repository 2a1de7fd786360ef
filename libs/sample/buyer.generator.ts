import type { SectorCode } from '#lib/taxonomy';
import type { SampleBuyer } from './economy.types.js';
import { composeName, exampleWebsite } from './name.composer.js';
import { placeSampler } from './place.sampler.js';
import { Random, weighted } from './random.source.js';
import { compile, fill } from './wording.template.js';

/** A kind of manufacturer that places work. */
interface BuyerKind {
  code: string;
  share: number;
  trades: readonly string[];
  makes: readonly string[];
  sectors: readonly SectorCode[];
  places: ReadonlyMap<string, number>;
}

const KINDS: readonly BuyerKind[] = [
  {
    code: 'aerospace',
    share: 8,
    trades: ['Aero Engines', 'Flight Systems', 'Landing Systems', 'Aerospace plc'],
    makes: [
      'engine accessories and nacelle systems',
      'flight control actuation',
      'landing gear',
      'satellite platforms',
    ],
    sectors: ['ADVANCED_MANUFACTURING'],
    places: new Map([
      ['derby', 4],
      ['wolverhampton', 3],
      ['coventry', 1],
    ]),
  },
  {
    code: 'vehicles',
    share: 9,
    trades: ['Automotive', 'Vehicles', 'Motor Company', 'Electric Drive', 'Truck & Bus'],
    makes: [
      'electric vans and their drivelines',
      'low volume sports cars',
      'electric drive units',
      'city buses',
    ],
    sectors: ['AUTOMOTIVE_RAIL'],
    places: new Map([
      ['coventry', 4],
      ['solihull', 3],
      ['birmingham', 1],
      ['burton', 1],
    ]),
  },
  {
    code: 'rail',
    share: 5,
    trades: ['Rolling Stock', 'Train Systems', 'Rail Traction', 'Light Rail'],
    makes: [
      'commuter trains and trams',
      'traction and braking equipment',
      'vehicle overhauls for leasing companies',
    ],
    sectors: ['AUTOMOTIVE_RAIL'],
    places: new Map([
      ['derby', 6],
      ['birmingham', 1],
      ['stafford', 1],
    ]),
  },
  {
    code: 'energy',
    share: 7,
    trades: ['Energy Systems', 'Power', 'Fusion', 'Heat & Power', 'Hydrogen'],
    makes: [
      'electrolyser containers',
      'heat pumps for industry',
      'components of fusion and fission plant',
      'grid storage',
    ],
    sectors: ['CLEAN_ENERGY', 'ADVANCED_MANUFACTURING'],
    places: new Map([
      ['n-notts', 3],
      ['derby', 2],
      ['birmingham', 1],
      ['chesterfield', 1],
      ['lincoln', 1],
    ]),
  },
  {
    code: 'machinery',
    share: 6,
    trades: ['Plant', 'Hydraulics', 'Machine Systems', 'Pumps', 'Agricultural'],
    makes: ['excavators and telehandlers', 'pumps and valves', 'hydraulic systems', 'packaging machines'],
    sectors: ['ADVANCED_MANUFACTURING'],
    places: new Map([
      ['stoke', 3],
      ['leicester', 1],
      ['lincoln', 1],
      ['black-country', 1],
    ]),
  },
  {
    code: 'health',
    share: 6,
    trades: ['Medical', 'Healthcare', 'Respiratory', 'Diagnostics', 'Therapeutics'],
    makes: [
      'infusion and respiratory devices',
      'point-of-care tests',
      'orthopaedic implants',
      'patient monitors',
    ],
    sectors: ['HEALTH_LIFE_SCIENCES'],
    places: new Map([
      ['nottingham', 3],
      ['birmingham', 3],
      ['loughborough', 2],
      ['leicester', 1],
    ]),
  },
  {
    code: 'creative',
    share: 4,
    trades: ['Studios', 'Pictures', 'Television', 'Experiences'],
    makes: ['drama series', 'visitor attractions', 'touring shows'],
    sectors: ['CREATIVE'],
    places: new Map([
      ['birmingham', 5],
      ['nottingham', 2],
    ]),
  },
];

const kinds = weighted(KINDS, ({ share }) => share);
const words = compile(
  '{name} develops and builds {makes}. {people} people work at the {town} site. (New suppliers from both Midlands regions are welcome.|We want more of our spend within two hours of the gate.|A second source is wanted for most of what we buy.)',
);
const LARGE_FORMS = ['plc', 'Ltd', 'UK Ltd', 'Limited'];

/** The buyer at a position: an invented manufacturer large enough to place work. */
export function buyerAt(index: number, seed: number, scheme: string): SampleBuyer {
  const random = new Random(seed, 'buyer', index);
  // Every kind comes early, so that even a small economy has buyers in each sector.
  const kind = KINDS[index] ?? random.draw(kinds);
  // Far along the list of names, away from those of the suppliers at the start.
  const { short } = composeName({ style: 'service', trades: kind.trades }, index + 1_501, seed, random);
  const place = placeSampler().sample({ code: `buyer:${kind.code}`, places: kind.places }, random);
  const name = short.endsWith('plc') ? short : `${short} ${random.pick(LARGE_FORMS)}`;
  const values: Readonly<Record<string, string>> = {
    name: short.replace(/ plc$/, ''),
    makes: random.pick(kind.makes),
    people: String(10 * random.between(15, 240)),
    town: place.town,
  };
  return {
    index,
    draft: {
      name,
      place: place.place,
      postcode: place.postcode,
      description: fill(words, random, (slot) => values[slot]),
      sectors: kind.sectors,
      website: exampleWebsite(short, 0),
      reference: { scheme, identifier: `B${index + 1}` },
      origin: 'SAMPLE',
      fictional: true,
    },
  };
}
