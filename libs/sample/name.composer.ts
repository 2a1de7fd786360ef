import type { Archetype, NameStyle } from './archetype.types.js';
import type { Random } from './random.source.js';

/*
 * Invented stems: the heads and tails are English, the pairs are meant not to be anybody's name. They were not compared
 * with the register, so any likeness is accidental.
 */
const HEADS = (
  'Hald|Thorn|Brack|Cald|Wex|Marl|Pens|Strad|Ember|Fen|Rusk|Tarn|Holl|Quen|Dray|Merri|Cors|Gret|Ash|Bram|Wind|Kels|' +
  'Orm|Stan|Lang|Pel|Ravens|Sedge|Tal|Ulver|Vann|Wyn|Yar|Bel|Chad|Dun|Els|Farl|Gorst|Hes|Ing|Jarr|Keld|Lins|Mox|' +
  'Nether|Oxen|Pring|Rams|Skel|Tis|Under|Wald|Arm|Brin|Crow|Daw|Ell|Fos|Gil|Hux|Ket|Lod|Mard|Nab|Ost|Pock|Rod|Swin|Thur'
).split('|');
const TAILS = (
  'wick|mere|stow|hythe|garth|holt|combe|ridge|leigh|beck|shaw|croft|thwaite|worth|lock|ery|fold|hurst|more|stock|' +
  'grave|den|sall|bourne|gate|cote|low|nall|dale|field|ick|over|by|hale|man|stead|ston'
).split('|');
/** Pairs that are well known as names or places. */
const KNOWN = new Set(
  (
    'Ashby|Ashworth|Ashcombe|Ashdale|Ashfield|Ashover|Ashleigh|Ashburnne|Ashcroft|Ashridge|Ashton|Bramleigh|Bramhale|' +
    'Brambeck|Belfield|Belgrave|Calder|Caldbeck|Chadwick|Crowhurst|Crowleigh|Crowthorne|Dunmore|Dunstock|Elston|' +
    'Elleigh|Fenwick|Fenby|Gilby|Hesleigh|Hollander|Holling|Huxleigh|Huxwick|Ingleigh|Keldby|Langleigh|Langdale|' +
    'Langfield|Langworth|Langman|Linston|Marlow|Marlborough|Merriman|Merriden|Merridale|Ormby|Orm|Penshurst|Ramsgate|' +
    'Ramsbourne|Ramsing|Rodden|Rodbourne|Stanhurst|Stanleigh|Stanfield|Stanmore|Stanway|Swinford|Swinden|Tarnby|' +
    'Thornby|Thornhale|Thornleigh|Thornfield|Thornlow|Thorncroft|Thurston|Thurlow|Underhale|Waldman|Waldgrave|' +
    'Windover|Windgate|Windlock|Wynstead|Wexcombe|Yardleigh|Oxenhale|Lodge|Dawleigh|Daws|Dawsall|Dunstead|Foswick|' +
    'Gilston|Gilmore|Rudston|Armston|Armstead|Ellston|Elldale|Ellman|Hesworth|Pelham|Kelston|Brindale|Brinworth'
  ).split('|'),
);
const stems = TAILS.flatMap((tail) =>
  HEADS.filter((head) => head.at(-1) !== tail.at(0)).map((head) => head + tail),
).filter((stem) => !KNOWN.has(stem));

const COIN_HEADS = (
  'Axi|Velo|Corv|Nova|Lumi|Tetra|Quanti|Helio|Ferra|Syn|Opti|Vecto|Orbi|Kine|Poly|Micra|Zeni|Altu|Cryo|Dyna|Electra|' +
  'Fluxi|Graphi|Hydra|Iso|Junca|Krato|Lyra|Magni|Neu|Omni|Pari|Radi|Silva|Terra|Umbra|Viri|Xylo|Arca|Brio|Clari|Densi'
).split('|');
const COIN_TAILS = (
  'vane|tor|trix|lex|dyne|mek|nix|sar|thal|vant|quill|mond|lane|port|sett|vale|cast|form|gen|line|marq|phor|rail|span|' +
  'stra|tane|via|wright|zen|bridge'
).split('|');
const coins = COIN_TAILS.flatMap((tail) => COIN_HEADS.map((head) => head + tail));

const CREATIVE_ADJECTIVES = (
  'Copper|Seventh|Quiet|Paper|Crooked|Velvet|Brindled|Lantern|Feral|Midnight|Salted|Wandering|Tin|Hollow|Electric|' +
  'Second|Gilded|Thistle|Upside|Blue|Sleepy|Patchwork|Rainy|Clockwork|Borrowed|Northern|Inky|Humble'
).split('|');
const CREATIVE_NOUNS = (
  'Heron|Moth|Otter|Button|Kettle|Sparrow|Bicycle|Magpie|Harbour|Compass|Umbrella|Fox|Teapot|Ladder|Comet|Badger|' +
  'Pigeon|Thimble|Orchard|Canary|Windmill|Marrow|Hedgehog|Whistle|Pocket|Anvil|Meadow|Turnip|Satellite|Lighthouse'
).split('|');
const creative = CREATIVE_NOUNS.flatMap((noun) =>
  CREATIVE_ADJECTIVES.map((adjective) => `${adjective} ${noun}`),
);

const INITIALS = 'ABCDEFGHJKLMNPRSTW';
const FIRST_NAMES = (
  'Alan|Amrit|Beryl|Carol|Colin|Dawn|Derek|Elaine|Farida|Gareth|Gurdeep|Hazel|Ian|Joan|Keith|Linda|Malcolm|Nadia|' +
  'Nigel|Olwen|Pauline|Raj|Roy|Sandra|Sanjay|Stuart|Tariq|Trevor|Val|Wendy|Marcin|Grace|Denise|Ken|Priya|Barry'
).split('|');

/** Steps through every item of a list before any comes again; consecutive records get different ones. */
function spread<T>(items: readonly T[], index: number, seed: number): T {
  // A step near the golden section, made coprime with the length, visits them all in a scattered order.
  let step = Math.max(1, Math.round(items.length * 0.618));
  while (greatestDivisor(step, items.length) !== 1) step += 1;
  const round = Math.floor(index / items.length);
  return items[
    (((index % items.length) * step + (seed % items.length) + round * 7) % items.length) >>> 0
  ] as T;
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}

export interface SampleName {
  /** With its legal form. */
  full: string;
  /** As people say it. */
  short: string;
  /** Somebody who might have founded it. */
  founder: string;
}

/** An invented name that suits the trade: by index, so that nearby records do not share a stem. */
export function composeName(
  { style, trades }: Pick<Archetype, 'style' | 'trades'>,
  index: number,
  seed: number,
  random: Random,
): SampleName {
  const stem = spread(stems, index, seed);
  const trade = random.pick(trades);
  const short = shortName(style, stem, trade, index, seed, random);
  return {
    full: `${short} ${legalForm(short, random)}`,
    short,
    founder: `${random.pick(FIRST_NAMES)} ${stem}`,
  };
}

function shortName(
  style: NameStyle,
  stem: string,
  trade: string,
  index: number,
  seed: number,
  random: Random,
): string {
  const roll = random.real();
  switch (style) {
    case 'creative':
      if (roll < 0.62) return `${spread(creative, index, seed)}${roll < 0.36 ? ` ${trade}` : ''}`;
      return `${stem} ${trade}`;
    case 'tech':
      if (roll < 0.5) return `${spread(coins, index, seed)} ${trade}`;
      if (roll < 0.62) return spread(coins, index, seed);
      return `${stem} ${trade}`;
    case 'metal':
    case 'service':
    case 'build':
      if (roll < 0.09) return `${stem} & Sons${roll < 0.045 ? ` (${trade})` : ''}`;
      if (roll < 0.12) return `${stem} & Daughters`;
      if (roll < 0.2) return `${stem} & ${spread(stems, index + 977, seed)}`;
      if (roll < 0.3) return `${initial(random)}. ${stem} ${trade}`;
      if (roll < 0.36) return `${initial(random)}${initial(random)} ${stem} ${trade}`;
      if (roll < 0.4) return `${stem} Brothers ${trade}`;
      if (roll < 0.52) return `${spread(coins, index, seed)} ${trade}`;
      return `${stem} ${trade}`;
  }
}

const initial = (random: Random): string => INITIALS.charAt(random.between(0, INITIALS.length - 1));

function legalForm(short: string, random: Random): string {
  if (short.endsWith('Company')) return 'Ltd';
  const roll = random.real();
  if (roll < 0.76) return 'Ltd';
  if (roll < 0.94) return 'Limited';
  return roll < 0.975 ? 'Co Ltd' : 'LLP';
}

/** A web address that cannot be anybody's: the domain is reserved for examples. */
export function exampleWebsite(short: string, index: number): string {
  const slug = short
    .toLowerCase()
    .replace(/&/g, 'and')
    .replace(/[^a-z0-9]+/g, '');
  return `https://www.${slug}${index < 20_000 ? '' : index}.example`;
}
