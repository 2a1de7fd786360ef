/** The patterns of the search language that are not words of the taxonomy: quantities, reach, exclusions, sizes. */
import type { Region } from '#lib/taxonomy';
import type { CapabilityRole } from '../model/model.types.js';

export interface Span {
  start: number;
  end: number;
}

/** "near X" means this many minutes by road. */
export const NEAR_MINUTES = 45;
const MINUTES_AN_HOUR = 60;
/** Road speed for a reach typed in miles. */
const MILES_AN_HOUR = 42;
const KM_PER_MILE = 1.609344;
const MONTHS_A_YEAR = 12;
const WEEKS_A_YEAR = 52;
const QUARTERS_A_YEAR = 4;

const NUMBER = String.raw`(\d[\d,]*(?:\.\d+)?)\s*(k|m|thousand|million)?`;
const SCALE: Readonly<Record<string, number>> = { k: 1e3, thousand: 1e3, m: 1e6, million: 1e6 };

function amount(digits: string, scale: string | undefined): number {
  return Math.round(Number(digits.replaceAll(',', '')) * (scale ? (SCALE[scale.toLowerCase()] ?? 1) : 1));
}

export interface FoundQuantity extends Span {
  batch: number;
  perYear: number | null;
  /** Words apart from the number that belong to it. */
  also?: Span;
}

const PER_PERIOD = new RegExp(
  String.raw`\b${NUMBER}\s*(?:off|pcs|pieces|parts|units|sets|kits|pairs|packs|packets|bottles|jars|cans|tins|boxes|bags|cases|items|meals|loaves|garments|assemblies)?\s*(?:(?:a|per|each|every|/)\s*(year|yr|annum|quarter|month|week|wk)\b|(annual|year|quarter|month|week)ly\b|(pa|p\.a\.?)(?![a-z]))`,
  'giu',
);
/** The second half of "17-4" counts no parts. */
const LOT = new RegExp(
  String.raw`(?<!\d-)\b(?:under|up to|about|around|approx\.?|circa|(?:no|not) more than|less than|fewer than|max(?:imum)?)?\s*${NUMBER}\s*(?:-\s*)?(?:offs?|pcs|pieces|parts|units|sets|kits|pairs|no\.)(?![a-z])(?:(?=[^;,.]{0,60}\b((?:a|per|each|every)\s+(year|yr|annum|quarter|month|week|wk)\b))|)`,
  'dgiu',
);
/** "Annual volume is around 12,000". */
const MAY_BE_YEARLY = /nnual |early /i;
const YEARLY = new RegExp(
  String.raw`\b(?:annual|yearly) (?:volumes?|quantit(?:y|ies)|usage|demand|requirements?|offtake)(?:\s+(?:is|are|of|will be))?(?:\s+(?:about|around|approx\.?|circa|up to))?\s*:?\s*${NUMBER}\b`,
  'giu',
);
const LOT_OF = new RegExp(
  String.raw`\b(?:batch(?:es)?|lots?|runs?|qty|quantity)\s*(?:size\s*)?(?:of\s*)?${NUMBER}\b`,
  'giu',
);
/** "Leaflets 10,000": written with its commas a number counts things, where no unit, sum or year is made of it. */
const THOUSANDS = /(?<![£$€\d.,-]\s?)\b(\d{1,3}(?:,\d{3})+)(?=\s*(?:$|[;.]|,\s))/gu;
/** The digit is looked for first: what stands before it is looked at nowhere else. */
const ASKED = String.raw`(?=\d)(?<=^\s*|[,;]\s*(?:(?:out|up|off|down)\s+)?|\b(?:need|needs|want|wanted|require|required|order|make|supply|quote|fit|install|replace|refurbish|recover|engrave|sew|knit|bake|clean|test|for|about|around|approx)\s+)`;
/** Bare "5 m" is a length, and only "a year" makes millions of it; "8.8" is no count. */
const COUNT = String.raw`(?!\d+\.\d+\s+(?!thousand|million))(\d[\d,]*(?:\.\d+)?)\s*(k|thousand|million)?`;
/** What a number before it measures, and does not count. */
const NO_UNIT = String.raw`(?!\s+(?:mm|cm|inch(?:es)?|feet|foot|ft|thou|gauge|swg|gsm|denier|grit|mesh|microns?|bar|psi|volts?|watts?|amps?|kva|kw|hp|bhp|rpm|db|hz|bit|carat|kilos?|kg|grams?|tonnes?|tons?|litres?|gallons?|pints?|degrees?|phase|axis|axes|pole|core|way|pin|part|pack|ply|stage|speed|point|line|colou?r|door|drawer|seat|seater|man|person|people|staff|users?|guests|covers|employees|operators|visitors|orders|drops|deliver(?:y|ies)|parcels|storey|cavity|cylinder|channel|bore|dia(?:meter)?|series|shore|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|miles?|metres?|meters?)\b)`;
/** "5000 mugs", "200 name tags", "50 trestle tables": before what is read, by a word or two, or before several of what is not. */
const LOT_WANTED = new RegExp(
  String.raw`${ASKED}${COUNT}(?=\s+(?:[a-z-]{3,}\s+){0,2}(?:[a-z]{2,}[^\Wiusd_]s\b|;))${NO_UNIT}`,
  'giu',
);
/** "Name tags 1000": after several, at the end. */
const LOT_LAST =
  /(?=\d)(?<=[a-z]{2,}[^\Wius_]s\s+(?:[a-z]+ed\s+){0,2}(?:[\d.x]+\s?mm\s+)?)(\d{2,6})\s*(k)?\s*$/giu;
const NO_PLURAL = /(?:series|siemens|haas)\s+$/iu;
/** "Calendars 2027": no so many of them. */
const A_YEAR = /^(?:19|20)[0-4]\d$/u;
const WANTED_PER_PERIOD = new RegExp(
  String.raw`${ASKED}${NUMBER}(?=\s+;[;a-z\s-]{0,60}?\b((?:a|per|each|every)\s+(year|yr|annum|month|week|wk))\b)`,
  'dgiu',
);
const LEAST_WANTED = 2;

/** Most searches name no number: one quick look saves a pass for each pattern that has one. */
const mayNameNumber = (text: string): boolean => /\d/u.test(text);

/** "Need 5000 springs a week", by a bare number before what was read of a query as typed and stands as ";" in the text. */
export function findWantedLots(text: string, typed: string): FoundQuantity[] {
  if (!mayNameNumber(text)) return [];
  const last = Array.from(typed.matchAll(LOT_LAST)).filter(
    ({ index, 1: digits }) =>
      text.startsWith(digits!, index) && !A_YEAR.test(digits!) && !NO_PLURAL.test(typed.slice(0, index)),
  );
  return withoutOverlaps([
    ...last.map(aLot),
    ...Array.from(text.matchAll(WANTED_PER_PERIOD), (match) => {
      const [start, end] = match.indices![3]!;
      return { ...spanOf(match), ...perPeriod(match[1]!, match[2], match[4]!), also: { start, end } };
    }),
    ...[LOT_WANTED, THOUSANDS].flatMap((pattern) => Array.from(text.matchAll(pattern), aLot)),
  ]).filter(({ batch }) => batch >= LEAST_WANTED);
}

/** "Jam jars 2k", "with our logo, 2k", but no "lacquers 2K". */
const LAST_K = /(?=\d)(?<=[a-z]{3,}\s+|\D,\s*)(?![48]k)(\d+(?:\.\d+)?)(k)(?=\s*(?:$|[;.]|,\s))/giu;
const OF_TWO_PARTS = /mould|tool|paint|primer|lacquer|resin|adhesive|shot/iu;

const ONE_OFF = /\bone[\s-]?offs?\b/giu;

const PERIODS_A_YEAR: Readonly<Record<string, number>> = {
  q: QUARTERS_A_YEAR,
  m: MONTHS_A_YEAR,
  w: WEEKS_A_YEAR,
};

function perPeriod(
  digits: string,
  scale: string | undefined,
  period: string,
): Omit<FoundQuantity, keyof Span> {
  const value = amount(digits, scale);
  const unit = period.charAt(0).toLowerCase();
  const perYear = value * (PERIODS_A_YEAR[unit] ?? 1);
  return { perYear, batch: Math.max(1, Math.round(perYear / MONTHS_A_YEAR)) };
}

const aLot = (match: RegExpMatchArray): FoundQuantity => ({
  ...spanOf(match),
  perYear: null,
  batch: Math.max(1, amount(match[1]!, match[2])),
});

/** Quantities: "200 off" is a lot; "a year" is checked against lots of about a month. */
export function findQuantities(text: string): FoundQuantity[] {
  const found: FoundQuantity[] = [];
  if (mayNameNumber(text)) {
    for (const match of text.matchAll(PER_PERIOD))
      found.push({ ...spanOf(match), ...perPeriod(match[1]!, match[2], match[3] ?? match[4] ?? 'year') });
    for (const match of MAY_BE_YEARLY.test(text) ? text.matchAll(YEARLY) : [])
      found.push({ ...spanOf(match), ...perPeriod(match[1]!, match[2], 'year') });
    for (const match of text.matchAll(LOT)) {
      // "250 off turned spigots every month": the period stands apart.
      const [start, end] = match.indices?.[3] ?? [0, 0];
      if (match[4])
        found.push({ ...spanOf(match), ...perPeriod(match[1]!, match[2], match[4]), also: { start, end } });
      else found.push(aLot(match));
    }
    for (const match of text.matchAll(LOT_OF)) found.push(aLot(match));
    for (const match of text.matchAll(LAST_K)) if (!OF_TWO_PARTS.test(text)) found.push(aLot(match));
  }
  for (const match of text.matchAll(ONE_OFF)) found.push({ ...spanOf(match), perYear: null, batch: 1 });
  return withoutOverlaps(found);
}

export interface FoundReach extends Span {
  minutes: number;
}

const WITHIN =
  /\b(?:within|under|less than|up to|max(?:imum)?|no more than)?\s*(\d+(?:\.\d+)?|an|half an|one|two)\s*[-]?\s*(minutes?|mins?|hours?|hrs?|h|miles?|mi|km|kms|kilometres?)\b(?:['’]?\s*(?:drive|by road|away|radius))?(?:\s*(?:of|from|to|around))?/giu;
const NEAR = /\b(?:near(?:by)?(?: to)?|close to|around|nr\.?|local to|next to)(?![a-z])/giu;
const WORD_NUMBERS: Readonly<Record<string, number>> = { an: 1, one: 1, two: 2, 'half an': 0.5 };

/** "60 minute fire doors", "24 hour breakdown cover": a time without "within" before a thing says of what kind it is. */
const OF_A_KIND =
  /^\d+(?:\.\d+)?\s*-?\s*(?:(?:minute|hour|mile)(?=\s+(?!drive|by|away|of|from|to|radius|max|near|or|travel|journey|round)\p{L})|\w+(?=\s+(?:fire|rated)\b))/iu;

/** Reach: "within 40 mins of", "1 hour from", "20 miles from", and "near", which is 45 minutes. */
export function findReaches(text: string): FoundReach[] {
  const found: FoundReach[] = [];
  for (const match of text.matchAll(WITHIN)) {
    if (OF_A_KIND.test(match[0].trimStart() + text.slice(match.index + match[0].length))) continue;
    const count = WORD_NUMBERS[match[1]!.toLowerCase()] ?? Number(match[1]);
    found.push({ ...spanOf(match), minutes: Math.round(minutesOf(count, match[2]!.toLowerCase())) });
  }
  for (const match of text.matchAll(NEAR)) found.push({ ...spanOf(match), minutes: NEAR_MINUTES });
  return withoutOverlaps(found);
}

function minutesOf(count: number, unit: string): number {
  if (unit.startsWith('h')) return count * MINUTES_AN_HOUR;
  if (unit === 'mi' || unit.startsWith('mile')) return (count / MILES_AN_HOUR) * MINUTES_AN_HOUR;
  if (unit.startsWith('k')) return (count / KM_PER_MILE / MILES_AN_HOUR) * MINUTES_AN_HOUR;
  return count;
}

/** "to 3m", "up to 25 kg", "400 tonnes": sizes are shown as read, and do not constrain. */
const SIZE =
  /\b(?:(?:(?:up )?to|hold(?:ing)?)\s+)?\d+(?:\.\d+)?\s?(?:mm|cm|m|metres?|meters?|kg|kilos?|g|t|tonnes?|tons?|microns?|um|µm|v|kv|kw|bar|litres?|l|inch(?:es)?|ft|feet|m2|sqm|sq\.? ?(?:m|ft|metres?|feet))\b(?!\w)/giu;
/** "500 x 300 x 20", "M6 to M24", "+/-0.01mm", "£20k": the same. */
const DIMENSIONS =
  /\b(?:(?:max(?:imum)?|up to)\s+)?\d+(?:\.\d+)?(?:\s*(?:mm|m)?\s*[x×]\s*\d+(?:\.\d+)?)+\s*(?:mm|cm|m)?\b/giu;
const THREADS = /\bM\d{1,2}(?:\s*(?:to|-|–)\s*M?\d{1,2}|\s*[x×]\s*\d+(?:\.\d+)?)?\b/gu;
const TOLERANCE =
  /(?:\b(?:hold(?:ing)?|within|to)\s+)?(?:\+\s*\/?\s*[-–]|±|\bplus (?:or|and) minus\b)\s*\d*\.?\d+\s*(?:mm|microns?|um|µm|thou|%)?(?!\w)/giu;
const SUM =
  /(?:\b(?:budget|under|up to|about|around|max(?:imum)?)(?:\s+(?:of|is))?\s+)?[£€]\s?\d[\d,.]*\s?(?:k|m|million|thousand)?\b/giu;
const SIZES = [SIZE, DIMENSIONS, THREADS, TOLERANCE, SUM];
export const findSizes = (text: string): Span[] =>
  mayNameNumber(text)
    ? withoutOverlaps(SIZES.flatMap((pattern) => Array.from(text.matchAll(pattern), spanOf)))
    : [];

/** "Moving a 100 ton press", "bending 25mm tube": between what is done and what it is done to. */
const SIZE_WITHIN =
  /(?=\d)(?<=\b(?:an?|the|our|some|\p{L}{2,}ing)\s+)\d+(?:\.\d+)?\s?(?:mm|cm|m|metres?|meters?|kg|kilos?|t|tonnes?|tons?|kv|kw|litres?|inch(?:es)?|ft|feet)\b(?=\s+\p{L})/giu;
export const findSizesWithin = (text: string): Span[] =>
  mayNameNumber(text) ? Array.from(text.matchAll(SIZE_WITHIN), spanOf) : [];
/** Words without such sizes, which nobody is found by. */
export const withoutSizes = (words: string): string =>
  mayNameNumber(words) ? words.replace(SIZE_WITHIN, '').replace(/\s+/gu, ' ') : words;

/** "60 minute fire doors": for how long a thing stands up to fire. */
const MAY_BURN = /fire|rated|integrity|insulation/i;
const FIRE_RATED =
  /\b\d+\s?-?\s?(?:min(?:ute)?s?|hours?|hrs?)(?=\s+(?:fire|rated|integrity|insulation)\b)/giu;
/** "60mm od", "300 mm dia", "10mm thick": said of a size, what follows names no process, so it is read before them. */
const MEASURED =
  /\b(?:up to\s+)?(?:\d+(?:\.\d+)?\s?(?:mm|cm|m|metres?|meters?|inch(?:es)?)?\s*(?:to|-|–)\s*)?\d+(?:\.\d+)?\s?(?:mm|cm|m|metres?|meters?|inch(?:es)?|"|”)\s*(?:dia(?:m(?:eter)?)?\.?|ø|o\/?d|i\/?d|thick(?:ness)?|wide|width|long|length|high|deep|bore|a\/?f|wall|gauge|swg)(?!\w)/giu;
export const findMeasured = (text: string): Span[] =>
  mayNameNumber(text)
    ? [...text.matchAll(MEASURED), ...(MAY_BURN.test(text) ? text.matchAll(FIRE_RATED) : [])].map(spanOf)
    : [];

/** Not the airport, the freeport or the county that have the name of a region in theirs. */
const REGION =
  /\b(east|west)[\s-]+mid(?:land)?s\b(?!\s+(?:airport|gateway|parkway|freeport|intermodal|combined|county|metropolitan))/giu;
/** Official regions by name. */
export function findRegions(text: string): (Span & { region: Region })[] {
  if (!/mid/i.test(text)) return [];
  return Array.from(text.matchAll(REGION), (match) => ({
    ...spanOf(match),
    region: match[1]!.toLowerCase() === 'east' ? ('EAST_MIDLANDS' as const) : ('WEST_MIDLANDS' as const),
  }));
}

export interface FoundExclusion extends Span {
  roles: CapabilityRole[];
  /** The words that are ruled out. */
  phrase: string;
  phraseStart: number;
  /** True where they are merely not needed: "no painting required" is no word against painters. */
  isUnneeded: boolean;
}

const WORD_OF = String.raw`(?:but not|and not|not|no|without|excluding|excl\.?|except(?: for)?|never|other than|apart from|rather than|instead of|anything but|anywhere but|nothing(?: in| of| made of)?|(?<!\b(?:or|and)\s+)minus(?!\s*\d))`;
const EXCLUSION = new RegExp(
  String.raw`\b${WORD_OF}\s+(?:any\s+|from\s+|in\s+|made by\s+)?((?:(?!\s+(?:near|nr|within|close to|local to)\s|\s+but\s)[^,;.()])+)`,
  'giu',
);
/** Most texts rule nothing out: one quick look saves the others. */
const MAY_EXCLUDE =
  /\b(?:not?|nothing|without|excl|never|but|minus)|except|\b(?:than|from|of)\b|(?:^|\s)-\p{L}/iu;
/** "-plasma": a minus that touches its word and nothing before it, as search pages read it. */
const MINUS = /(?<=^|\s)-(\p{L}[\p{L}\p{N}-]+)/gu;
const NOT_AN_EXCLUSION =
  /^(?:(?:but|and) (?=not\b))?(?:no\.?\s*\d+\b|nothing (?:too|very|fancy|special|clever|complicated|complex|big|large|small|over|under|less|more|else|like|but|to)\b|not only|no (?:minimum|moq|problem)\b|(?:no|not) (?:more|less|fewer|later)\b|not (?:too|very|fussed|bothered|sure|(?:strictly |really )?(?:required|needed|necessary|essential|important))\b)/iu;
/** What joins a phrase to the next, which has been read already. */
const JOINED = /\s+(?:and|or|but|with)$/iu;
const UNNEEDED = /\s+(?:is |are )?(?:required|needed|necessary|wanted)$/iu;
const ROLE_WORDS: readonly (readonly [CapabilityRole, RegExp])[] = [
  [
    'sells',
    /\b(?:merchants?|agents?|stockholders?|stockists?|distributors?|resellers?|wholesalers?|middlemen|traders?|importers?)\b/iu,
  ],
  ['trains', /\b(?:train(?:ing|ers?)(?: (?:providers?|firms?))?|courses|colleges?)\b/iu],
  ['consults', /\b(?:consultan(?:ts?|cy|cies)|recruiters?|agenc(?:y|ies)|advisers?)\b/iu],
  ['hires', /\b(?:hire (?:firms?|companies)|plant hire|hire|rentals?)\b/iu],
  ['lab', /\b(?:labs?|laborator(?:y|ies)|test houses?)\b/iu],
  [
    'buysIn',
    /\b(?:sub-?\s?contract(?:ed|ing|ors?)?|subbed(?: out)?|outsourc(?:ed|ing)|bought[\s-]in|sent out)\b/iu,
  ],
];

/** What the searcher rules out: "not 3d printed", "no merchants", "not subcontracted", "-plasma". */
export function findExclusions(text: string): FoundExclusion[] {
  const found: FoundExclusion[] = [];
  if (!MAY_EXCLUDE.test(text)) return found;
  for (const match of [...text.matchAll(EXCLUSION), ...text.matchAll(MINUS)]) {
    if (NOT_AN_EXCLUSION.test(match[0])) continue;
    const stated = match[1]!.trim().replace(JOINED, '');
    const phrase = stated.replace(UNNEEDED, '');
    const roles = ROLE_WORDS.filter(([, pattern]) => pattern.test(phrase)).map(([role]) => role);
    found.push({
      ...spanOf(match),
      roles,
      phrase,
      phraseStart: match.index + match[0].lastIndexOf(match[1]!),
      isUnneeded: phrase !== stated,
    });
  }
  return withoutOverlaps(found);
}

/** "NADCAP not required", "AS9100 not essential": what stands before is no condition. */
const NOT_REQUIRED_AFTER =
  /^\s*(?:(?:is|are|isn['’]?t|aren['’]?t)\s+)?(?:(?:not\s+)?(?:strictly |really )?(?:required|needed|necessary|essential)|unnecessary)\b/iu;
/** Where the words end that say of what is named at a span that it is not required; null where none do. */
export function notRequiredUntil(text: string, { end }: Span): number | null {
  const match = NOT_REQUIRED_AFTER.exec(text.slice(end));
  return match && /n['’]?t\b|not\b|unnecessary/iu.test(match[0]) ? end + match[0].length : null;
}

const TIME = String.raw`(?:days?|weekends?|weeks?|fortnight|months?)`;
/** "Crane with driver for a day": who comes with it, or for how long it is wanted, says that it is to be hired. */
const HIRE = new RegExp(
  String.raw`\b(?:hire|hiring|rent|renting|rental|borrow|on loan|(?:with|and|plus) (?:an? |the )?(?:driver|operator)|by the (?:hour|day|week|month)|(?:hourly|daily|weekly|day) rates?)\b`,
  'giu',
);
const MAY_LAST = /day|week|fortnight|month/i;
const FOR_A_TIME = new RegExp(
  String.raw`\bfor (?:an?|one|two|three|four|six|the|\d+|an? (?:few|couple of)) ${TIME}\b(?=\s*(?:$|[,;.]|(?:near|in|from|at|around)\b))`,
  'giu',
);

/** Words that ask for something to be hired. */
export const findHire = (text: string): Span[] => Array.from(text.matchAll(HIRE), spanOf);
/** How long something is wanted. */
export const findLoan = (text: string): Span[] =>
  MAY_LAST.test(text) ? Array.from(text.matchAll(FOR_A_TIME), spanOf) : [];

/** Most searches ask for none of the services below: one quick look saves a pass for each. */
const ANY_SERVICE =
  /\b(?:train|teach|coach|upskill|hir|rent|borrow|lab|on loan|driver|operator|by the |rates?\b)/i;
export const mayAskService = (text: string): boolean => ANY_SERVICE.test(text);

/** "Train our welders", and no railway: whoever is taught stands beside it. */
const TEACH =
  /\b(?:train|teach|coach|upskill)(?:\s+up)?(?=\s+(?:our|my|some|new|us|staff|people|two|three|a few|\d+)\b)/giu;
export const findTeaching = (text: string): Span[] => Array.from(text.matchAll(TEACH), spanOf);

/** "Why did our bolt snap, lab": a laboratory where nothing else stands behind it that it would be of. */
const LABORATORY =
  /\b(?:labs?|laborator(?:y|ies))(?=\s*(?:$|[,;.]|(?:wanted|needed|near|within|in|for)\b))/giu;
export const findLaboratory = (text: string): Span[] => Array.from(text.matchAll(LABORATORY), spanOf);

/** "Moving a 3 tonne milling machine": what is too heavy to be carried, and stands behind. */
const MOVING =
  /(?<=^\s*|\bto\s+|\bfor\s+)(?:mov(?:e|ing)|shift(?:ing)?|relocat(?:e|ing)|lift(?:ing)?|transport(?:ing)?|offload(?:ing)?|unload(?:ing)?|position(?:ing)?)(?=\s+(?:an?|the|our|my|some|two|three|four|\d+)\s+(?:[\w.-]+\s+){0,4}(?:machines?|machinery|lathes?|press(?:es)?|mills?|grinders?|transformers?|generators?|boilers?|compressors?|ovens?|furnaces?|chillers?|kilns?|guillotines?|safes?|plant|equipment)\b)/giu;
const MAY_MOVE = /mov|shift|relocat|lift|transport|load|position/i;
export const findMoving = (text: string): Span[] =>
  MAY_MOVE.test(text) ? Array.from(text.matchAll(MOVING), spanOf) : [];

const FROM_STOCK = /\b(?:(?:from|ex|off|in)[\s-]stock|off[\s-]the[\s-]shelf|stock items?)\b/giu;

/** Words that ask for something that is kept in stock. */
export const findFromStock = (text: string): Span[] =>
  /stock|shelf/i.test(text) ? Array.from(text.matchAll(FROM_STOCK), spanOf) : [];

/** What people do towards a certificate that they do not hold yet, before and after its name. */
const TOWARDS =
  /\b(?:(?:help|advi[sc]e|consult(?:an(?:ts?|cy)|ing)|get(?:ting)?|gain(?:ing)?|achiev(?:e|ing)|obtain(?:ing)?|implement(?:ing)?|prepar(?:e|ing))|(?:support|assist(?:ance)?|coaching|training|courses?|preparation|implementation)\s+(?:in|on|for|to|of|with|towards))(?:\s+(?:us|me|our|to|with|in|on|for|of|towards|up|the|an?|get(?:ting)?|gain(?:ing)?|achiev(?:e|ing)|obtain(?:ing)?|pass(?:ing)?|implement(?:ing)?|prepar(?:e|ing)))*\s*$/iu;
const HELP_WITH =
  /^\s*(?:consult(?:an(?:ts?|cy)|ing)|advi[sc](?:e|ors?|ers?|ory)|training|courses?|trainers?|auditors?|gap\b|implement\w*|coach\w*|support|help|preparation|readiness)\b/iu;

/** Words that make what stands beside them welcome and no condition. */
const WELCOME_BEFORE =
  /\b(?:preferabl[ey]|ideally|pref(?:er(?:red|ence)?)?|desirabl[ey]|hopefully)(?:\s+(?:with|for|to|have|holding|hold|an?))*\s*[:,]?\s*$/iu;
const WELCOME_AFTER =
  /^\s*[,(]?\s*(?:(?:is|are|would be|would)\s+)?(?:preferr?(?:ed|able|ably)|pref\b|desir(?:ed|able)|ideally|if (?:possible|available)|where possible|optional|advantageous|an? (?:advantage|plus|bonus)|nice(?: to have)?|welcome|helpful)\b/iu;

/** True where a text would like what is named at a span, and does not insist on it. */
export const isMerelyWelcome = (text: string, { start, end }: Span): boolean =>
  WELCOME_BEFORE.test(text.slice(0, start)) || WELCOME_AFTER.test(text.slice(end));

/** True where a text asks for help towards what is named at a span, or for teaching of it, and not for who holds it. */
export const isWorkedTowards = (text: string, { start, end }: Span): boolean =>
  TOWARDS.test(text.slice(0, start)) || HELP_WITH.test(text.slice(end));

const ACCREDITED = /\bukas(?:[\s-](?:accredited|approved|registered))?\b/giu;
const LABORATORY_WORK = /\b(?:calibrat\w*|test\w*|lab|labs|laborator\w+|measur\w+|metrolog\w+|analys\w+)\b/iu;

/** "UKAS": beside what a laboratory does, its accreditation; elsewhere that of whoever certified the firm. */
export const findAccreditation = (text: string): (Span & { laboratory: boolean })[] =>
  Array.from(text.matchAll(ACCREDITED), (match) => ({
    ...spanOf(match),
    laboratory: LABORATORY_WORK.test(text),
  }));

/** "Who can make springs", "can you weld": the asking of whole sentences, which else runs into what follows ("can making", of tins). */
const ASKING =
  /\b(?:(?:who|which|that|anyone|anybody|someone|somebody|you|they|we|company|companies|firms?|suppliers?|shops?)\s+(?:can|could)|(?:can|could|would|will)\s+(?:you|they|anyone|anybody|someone|somebody)(?:\s+please)?)\b/giu;
export const findAsking = (text: string): Span[] => Array.from(text.matchAll(ASKING), spanOf);

/** "Machine" as what is to be done: at the start or after "to", before what it is done to. */
const TO_MACHINE = /(?<=(?:^|[;,.]|\bto)\s*)machine(?=\s+\w)/giu;
const WORKPIECE = /^\s+(?:an?|the|our|my|these|those|some)\b/iu;

/** "To machine titanium", "machine a casting", and no machine parts. Where `isMaterial` begins is said by its reader. */
export const findToMachine = (text: string, isMaterial: (start: number) => boolean): Span[] =>
  Array.from(text.matchAll(TO_MACHINE), spanOf).filter(
    ({ end }) =>
      WORKPIECE.test(text.slice(end)) || isMaterial(end + /^\s*/u.exec(text.slice(end))![0].length),
  );

/** Words about the asking, not about what is asked for. */
const FILLER =
  /\b(?:sub[\s-]?con(?:tract(?:ed|ing|ors?)?)?|contract|suppliers?|companies|company|firms?|someone|somebody|anyone|anybody|people|(?:who|that|which) (?:does|do|will|makes?)|things?|looking for|(?:find|show|get) (?:me|us)|(?:do you|does anyone) know(?: of)?|recommend(?:ed|ations?)?|(?:i'?m|we'?re|i am|we are) after|(?:is|are) there|to buy|best|good|cheap(?:est)?|affordable|reliable|reputable|trusted|(?:i|we) (?:need|want)|needs?|wants?|needed|wanted|required|please|get|(?:a|per|each|every) day|asap|stuff|for sale|(?:no|low|small) (?:minimums?(?: orders?)?|moqs?)|mbc|for (?:\d+|an?|one|two|three|four|six) (?:days?|weekend|weeks?|fortnight|months?)|(?:must|should|shall|will)(?: (?:be|have|hold))?|(?:(?:city|county|borough|district|town|parish) )?councils?|approved|accredited|registered|deliver(?:ed|y) (?:to|in|by)|manufactur(?:ers?|ed|es?|ing)|providers?|(?:to )?make|made|makers?|quotes?|urgent(?:ly)?|(?:supply|supplied) (?:and|&) (?:fit|fitted|install|installed|fix)|but not (?:essential|required|necessary|mandatory)|in the|based|preferabl[ey]|preferr?ed|ideally|desirable|if possible|where possible|or (?:equivalent|equal|similar|better)|nice to have)\b/giu;
export const findFillers = (text: string): Span[] => Array.from(text.matchAll(FILLER), spanOf);

export const spanOf = (match: RegExpMatchArray): Span => {
  const lead = match[0].length - match[0].trimStart().length;
  return { start: match.index! + lead, end: match.index! + match[0].trimEnd().length };
};

/** Earlier and longer spans win. */
export function withoutOverlaps<T extends Span>(spans: readonly T[]): T[] {
  const kept: T[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (kept.every((other) => span.start >= other.end || span.end <= other.start)) kept.push(span);
  }
  return kept;
}
