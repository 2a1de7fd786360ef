import { sentenceCase } from '#lib/taxonomy';
import type { Archetype } from './archetype.types.js';
import { type Random, weighted } from './random.source.js';
import { article, compile, fill, grouped, listed, type Slots, type Template } from './wording.template.js';

/** What the prose of one firm may draw on. */
export interface SummaryFacts {
  archetype: Archetype;
  shortName: string;
  founder: string;
  town: string;
  phrases: readonly string[];
  employees: number;
  lots: { min: number; max: number } | null;
  leadTimeDays: number;
  acceptingWork: boolean;
  /** A certificate worth a mention, as written. */
  certificate: string | null;
  /** One that has run out, and the month in which it did. */
  lapsed: { name: string; month: string } | null;
  /** Year in which the firm was founded. */
  since: number;
}

type Voice = 'plain' | 'jargon' | 'salesy' | 'terse' | 'owner';

const VOICES = weighted<Voice>(
  ['plain', 'jargon', 'salesy', 'terse', 'owner'],
  (voice) => ({ plain: 36, jargon: 18, salesy: 12, terse: 16, owner: 18 })[voice],
);

const templates = (...wordings: string[]): Template[] => wordings.map(compile);

/** Opening and first statement of what the firm does; the rest is drawn from `MORE`. */
const OPENERS: Readonly<Record<Voice, readonly Template[]>> = {
  plain: templates(
    '{name} is {an_is} in {town}. We offer {does}.',
    'We are {an_is} based in {town}, and have been trading since {since}. Our work is mainly {does}.',
    '{name} is {an_is}. From {town} we supply {does}.',
    'Based in {town}, {name} provides {does} to {who}.',
    'Established in {since}, {name} is {an_is} with {people} people, offering {does}.',
  ),
  jargon: templates(
    '{Does}, all under one roof in {town}.',
    '{Is}, {people} heads: {does}.',
    '{Does}. Prototype through to series.',
    'Core processes: {does}. {Is}, {town}.',
  ),
  salesy: templates(
    'Looking for {first} you can rely on? {name} has looked after {who} since {since}, with {does}.',
    '{name}: your partner for {does}. Quality, service and a friendly voice on the phone.',
    'From first sketch to final delivery, {name} makes {first} easy. Our {town} team also offers {rest}.',
    'Nobody in {town} cares more about {first}. {name} brings you {does} at an honest price.',
  ),
  terse: templates('{Does}. {town}.', '{Is}. {Does}.', '{Does}. Est. {since}.'),
  owner: templates(
    'Started by {founder} in {since} in a unit the size of a garage, {name} is now {an_is} with {people} on the books. We do {does}.',
    'We have been in {town} since {since} and most of us have known each other that long. Day to day it is {does}.',
    'A family firm, {an_is} in {town}. {founder} still answers the phone. Mostly {does}.',
    'People come to us for {first}, then find out we also do {rest}. {people} of us, in {town}.',
  ),
};

const MORE = {
  makes: templates(
    'Typical work: {makes}.',
    'We are best known for {makes}.',
    'Recent work includes {makes}.',
    '{Makes} are our bread and butter.',
    'Think {makes}.',
  ),
  makesService: templates('Typical work: {makes}.', 'Much of it is {makes}.'),
  kit: templates('Plant includes {kit}.', 'We have {kit}.', '{Kit}.', 'On the floor: {kit}.'),
  kitService: templates('We have {kit}.', 'Behind us: {kit}.'),
  who: templates('Customers include {who2} and {who3}.', 'We work for {who2}.', 'Sold mainly to {who2}.'),
  not: templates(
    'We do not offer {not}.',
    'No {not}.',
    'We don’t do {not}, and say so.',
    '{Not} we leave to others.',
  ),
  buys: templates('We buy in {buys} from approved partners.', 'We subcontract {buys}.', '{Buys}: bought in.'),
  certificate: templates('{certificate} approved.', 'We hold {certificate}.', 'Certified to {certificate}.'),
  lapsed: templates(
    'Our {lapsed} lapsed in {month}, and the re-assessment visit is booked.',
    '{lapsed} ran out in {month} and we are working towards getting it back.',
  ),
  lots: templates(
    'Lots from {min} to {max}.',
    'Happy with {min} off or {max}.',
    'Batches of {min} to {max}, usually inside {weeks}.',
  ),
  lead: templates('Lead time is about {weeks}.', 'Usually {weeks} from order.'),
  people: templates('We are {people} people.', '{people} staff, {town}.', 'A team of {people}.'),
  full: templates(
    'The order book is full at present and we cannot take new work before the summer.',
    'Please note that we are not taking on new customers just now.',
  ),
  closing: templates(
    'Give us a call, drawings are quoted within {2-5} days.',
    'Visitors are welcome any weekday.',
    'References from long-standing customers on request.',
    'Quotations are free and usually back inside a week.',
    'We deliver across both Midlands regions with our own van.',
  ),
} as const;

const [SHORTEST, LONGEST] = [35, 90];

function words(text: string): number {
  let count = 1;
  for (let at = text.indexOf(' '); at >= 0; at = text.indexOf(' ', at + 1)) count += 1;
  return count;
}

/** Thirty-five to ninety words about a firm, in one of several voices. */
export function composeSummary(facts: SummaryFacts, random: Random): string {
  const { archetype } = facts;
  const voice = random.draw(VOICES);
  const values = new SummaryValues(facts, voice, random);
  const slots: Slots = (name) => values.get(name);
  const service = archetype.lots === null || archetype.style === 'service';
  const say = (from: readonly Template[]): string => sentenceCase(fill(random.pick(from), random, slots));
  const opener = say(OPENERS[voice]);
  // What may follow, as lists to say one of; each is put into words only once it is chosen.
  const pool: (readonly Template[])[] = [
    service ? MORE.makesService : MORE.makes,
    service ? MORE.kitService : MORE.kit,
    ...random.some(archetype.says, 2).map((template) => [template]),
  ];
  if (archetype.who.length > 2) pool.push(MORE.who);
  if (archetype.not.length > 0 && random.chance(0.45)) pool.push(MORE.not);
  if (archetype.buys.length > 0 && random.chance(0.4)) pool.push(MORE.buys);
  if (facts.certificate !== null && random.chance(0.3)) pool.push(MORE.certificate);
  if (facts.lots && random.chance(0.45)) pool.push(MORE.lots);
  else if (random.chance(0.2)) pool.push(MORE.lead);
  if (random.chance(0.15) && !opener.includes(String(facts.employees))) pool.push(MORE.people);
  const target = voice === 'terse' ? SHORTEST : random.between(40, 78);
  // What a reader must not miss is said whatever the length.
  const last = [
    ...(facts.lapsed ? [say(MORE.lapsed)] : []),
    ...(facts.acceptingWork ? [] : [say(MORE.full)]),
  ].join(' ');
  const rest = random.some(pool, pool.length);
  if (random.chance(0.3)) rest.push(MORE.closing);
  let text = opener;
  let length = words(opener) + (last === '' ? 0 : words(last));
  for (const templates of rest) {
    if (length >= target) break;
    const sentence = say(templates);
    const more = words(sentence);
    if (length + more > LONGEST) continue;
    text += ` ${sentence}`;
    length += more;
  }
  if (last !== '') text += ` ${last}`;
  while (length < SHORTEST) {
    const sentence = say(MORE.closing);
    if (text.includes(sentence)) continue;
    text += ` ${sentence}`;
    length += words(sentence);
  }
  return text.replace(/\b([Aa]) (?=8|11\b|18\b)/g, '$1n ');
}

/** Values of the slots of one firm, made when first asked for and then kept: a firm makes the same things throughout. */
class SummaryValues {
  readonly #known = new Map<string, string>();
  readonly #does: readonly string[];
  #who: readonly string[] | undefined;

  constructor(
    private readonly facts: SummaryFacts,
    voice: Voice,
    private readonly random: Random,
  ) {
    this.#does = facts.phrases.slice(0, voice === 'jargon' ? 5 : 3);
  }

  get(name: string): string | undefined {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const value = this.#make(name) ?? this.#capital(name);
    if (value !== undefined) this.#known.set(name, value);
    return value;
  }

  /** {Makes} is {makes} at the beginning of a sentence. */
  #capital(name: string): string | undefined {
    const lower = name.charAt(0).toLowerCase() + name.slice(1);
    const value = lower === name ? undefined : this.get(lower);
    return value === undefined ? undefined : sentenceCase(value);
  }

  #make(name: string): string | undefined {
    const { facts, random } = this;
    const { archetype, employees, lots, lapsed } = facts;
    switch (name) {
      case 'name':
        return facts.shortName;
      case 'town':
        return facts.town;
      case 'founder':
        return facts.founder;
      case 'since':
        return String(facts.since);
      case 'oldyear':
        return String(random.between(1868, 1964));
      case 'recentyear':
        return String(random.between(2009, 2022));
      case 'people':
        return String(employees);
      case 'is':
        return random.pick(archetype.is);
      case 'an_is':
        return article(this.get('is') ?? '');
      case 'does':
        return listed(this.#does);
      case 'first':
        return this.#does[0];
      case 'rest':
        return listed(this.#does.length > 1 ? this.#does.slice(1) : this.#does);
      case 'makes':
        return fill(random.pick(archetype.makes), random);
      case 'kit':
        // A small firm has the smaller numbers of its trade.
        return fill(random.pick(archetype.kit), random, undefined, employees / (employees + archetype.size));
      case 'not':
        return fill(random.pick(archetype.not), random);
      case 'buys':
        return fill(random.pick(archetype.buys), random);
      case 'who':
        return this.#customer(0);
      case 'who2':
        return this.#customer(1);
      case 'who3':
        return this.#customer(2);
      case 'certificate':
        return facts.certificate ?? undefined;
      case 'lapsed':
        return lapsed?.name;
      case 'month':
        return lapsed?.month;
      case 'min':
        return lots ? (lots.min === 1 ? 'one' : grouped(lots.min)) : undefined;
      case 'max':
        return lots ? grouped(lots.max) : undefined;
      case 'weeks':
        return inWeeks(facts.leadTimeDays);
      default:
        return undefined;
    }
  }

  #customer(at: number): string | undefined {
    this.#who ??= this.random.some(this.facts.archetype.who, 3).map((text) => fill(text, this.random));
    return this.#who[at] ?? this.#who[0];
  }
}

function inWeeks(days: number): string {
  const weeks = Math.max(1, Math.round(days / 7));
  return weeks === 1 ? 'a week' : `${weeks} weeks`;
}
