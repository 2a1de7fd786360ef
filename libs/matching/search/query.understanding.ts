/** Reads a typed query into an unsaved requirement, part by part, so that each part can be shown and removed. */
import { namesOtherMaterial, withWorking } from '#lib/taxonomy';
import { analyseEnglish } from '../reading/text.english.js';
import type { RequirementNeed, RequirementRecord } from '../model/model.types.js';
import {
  findAsking,
  findFillers,
  findAccreditation,
  findMeasured,
  findQuantities,
  findWantedLots,
  withoutSizes,
  type FoundQuantity,
  findRegions,
  findSizes,
  findSizesWithin,
  findToMachine,
  isMerelyWelcome,
  isWorkedTowards,
  mayAskService,
  notRequiredUntil,
  type Span,
} from './query.patterns.js';
import { daysBetween, findDeadlines } from './query.deadlines.js';
import { readExclusions } from './query.exclusions.js';
import { isAsker, isModifier, isObject, isSecondary, isWorkedOn } from './query.importance.js';
import { isGrade, tellsWhatKind } from './query.grades.js';
import { findLeadTimes } from './query.lead-times.js';
import { type CapabilityPart, capabilityPart, ignoredPart } from './query.parts.js';
import { readPlaces } from './query.places.js';
import { Remainder } from './query.remainder.js';
import {
  isAskedService,
  readFromStock,
  readHire,
  readHireInNames,
  readLaboratory,
  readLoan,
  readMoving,
  readTeaching,
} from './query.services.js';
import { shippedPlaces, shippedVocabulary } from '../reading/shipped.context.js';
import type { QueryContext, QueryPart, QueryVocabulary, UnderstoodQuery } from '../model/search.types.js';

/** More words than a search has. */
const PROSE = 12;

type Sources = Required<QueryContext>;

const number = new Intl.NumberFormat('en-GB');
const MINIMUM_CERTIFICATE_CONFIDENCE = 0.5;
/** Of "to machine", the one verb of the trade that is spelt like a noun and would be read as none of its processes. */
const MACHINING_CODE = 'machining';

/**
 * Understands a typed query. Only what is typed constrains. `without` names parts (by key) that the
 * searcher has removed: they are dropped, not read as plain text.
 */
export function understandQuery(
  text: string,
  given: QueryContext,
  without: readonly string[] = [],
): UnderstoodQuery {
  const context: Sources = {
    today: given.today,
    places: given.places ?? shippedPlaces,
    vocabulary: given.vocabulary ?? shippedVocabulary(),
  };
  const rest = new Remainder(text);
  const parts: QueryPart[] = [];
  let asksSomething = false;
  const add = (part: QueryPart): void => {
    rest.take(part);
    asksSomething ||= part.kind !== 'ignored';
    if (!without.includes(part.key)) parts.push(part);
  };
  // Before what is ruled out, which runs on to the next thing that has been read.
  readQuantities(
    rest,
    (words) => findQuantities(words).filter((found) => !isGrade(words, found, context.vocabulary)),
    add,
  );
  readLeadTime(rest, context.today, add);
  readExclusions(rest, context, add);
  readCertificates(rest, context.vocabulary, add);
  readAccreditation(rest, context.vocabulary, add);
  readRegions(rest, add);
  readPlaces(rest, context, without, add);
  for (const span of findMeasured(rest.text)) add(ignoredPart(text, span));
  const { vocabulary } = context;
  for (const span of findAsking(rest.text)) add(ignoredPart(text, span));
  const asked = mayAskService(text);
  if (asked) {
    readTeaching(rest, text, vocabulary, add);
    readHireInNames(rest, text, vocabulary, add);
  }
  const corrections = readCapabilities(rest, text, vocabulary, add);
  if (asked) {
    readHire(rest, text, vocabulary, add);
    readLaboratory(rest, text, vocabulary, parts, add);
  }
  readLoan(rest, text, vocabulary, parts, add);
  readMoving(rest, text, vocabulary, add);
  // "Warehousing for 400 pallets": what a service is for is not made in lots.
  const isService = namesOnlyServices(parts, vocabulary);
  readFromStock(rest, text, vocabulary, add);
  readQuantities(
    rest,
    (words) =>
      findWantedLots(words, text).filter(
        // Before things of metal a grade has been read as such by now, but in whole sentences.
        (found) =>
          !isService &&
          ((found.end < text.trimEnd().length && text.split(/\s+/u).length <= PROSE) ||
            !isGrade(text, found, vocabulary)) &&
          !tellsWhatKind(text, found, vocabulary),
      ),
    add,
    text,
  );
  for (const { start, end } of [...findSizes(rest.text), ...findFillers(rest.text)]) {
    add(ignoredPart(text, { start, end }));
  }
  parts.sort((a, b) => a.start - b.start);
  const left = rest.words();
  const remaining = analyseEnglish(left).length > 0 ? left : '';
  return {
    text,
    parts,
    remaining,
    asksNothing: text.trim() !== '' && !asksSomething && remaining === '',
    awayFrom: parts.flatMap((part) => (part.kind === 'exclusion' ? part.districts : [])),
    within: parts.flatMap((part) =>
      part.kind === 'place' && part.withinMinutes === null ? part.place.districtCodes : [],
    ),
    corrections,
    requirement: toRequirement(text, parts, remaining, context),
  };
}

const namesOnlyServices = (parts: readonly QueryPart[], { kindOf }: QueryVocabulary): boolean => {
  const named = parts.filter((part): part is CapabilityPart => part.kind === 'capability');
  return named.length > 0 && named.every(({ code }) => kindOf(code) === 'service');
};

function readQuantities(
  rest: Remainder,
  find: (text: string) => FoundQuantity[],
  add: (part: QueryPart) => void,
  typed = rest.text,
): void {
  for (const { start, end, batch, perYear, also } of find(rest.text)) {
    if (also) rest.take(also);
    const words = typed.slice(start, end);
    const label =
      perYear === null
        ? `Lots of ${number.format(batch)}`
        : `${number.format(perYear)} a year, about ${number.format(batch)} a month`;
    add({
      kind: 'quantity',
      key: `quantity:${words.toLowerCase()}`,
      start,
      end,
      text: words,
      label,
      batch,
      perYear,
    });
  }
}

const day = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});

/** The first that is named: a search asks for one delivery. */
function readLeadTime(rest: Remainder, today: string, add: (part: QueryPart) => void): void {
  const [found] = findLeadTimes(rest.text);
  if (found) {
    const { days } = found;
    addLeadTime(rest, found, days, `Delivery within ${days === 1 ? 'a day' : `${days} days`}`, add);
    return;
  }
  const deadlines = findDeadlines(rest.text, today);
  for (const { isOfOffers, ...span } of deadlines) if (isOfOffers) add(ignoredPart(rest.text, span));
  const deadline = deadlines.find(({ isOfOffers }) => !isOfOffers);
  if (!deadline) return;
  const days = daysBetween(today, deadline.date);
  if (days < 0) add(ignoredPart(rest.text, deadline, 'that day has passed'));
  else
    addLeadTime(rest, deadline, Math.max(1, days), `Delivery by ${day.format(new Date(deadline.date))}`, add);
}

function addLeadTime(
  rest: Remainder,
  { start, end }: Span,
  days: number,
  label: string,
  add: (part: QueryPart) => void,
): void {
  const text = rest.text.slice(start, end);
  add({ kind: 'leadTime', key: `leadTime:${days}`, start, end, text, label, days });
}

function readCertificates(
  rest: Remainder,
  vocabulary: QueryVocabulary,
  add: (part: QueryPart) => void,
): void {
  for (const found of vocabulary.certificates(rest.text)) {
    // A standard that is worked to, or that people qualify in, is something a firm does, not a certificate it holds.
    if (found.kind === 'STANDARD' || found.kind === 'PERSONNEL_QUALIFICATION') continue;
    if (found.confidence < MINIMUM_CERTIFICATE_CONFIDENCE) continue;
    // "Help us get AS9100", "ISO 9001 consultant": the work is about the certificate, and its words are looked for.
    if (isWorkedTowards(rest.text, found)) continue;
    const unneeded = notRequiredUntil(rest.text, found);
    if (unneeded !== null) {
      const span = { start: found.start, end: unneeded };
      add(ignoredPart(rest.text, span));
      continue;
    }
    const { start, end, scheme, edition, level, commodity } = found;
    const welcome = isMerelyWelcome(rest.text, found);
    const name = vocabulary.certificateLabel({ scheme, level, commodity });
    const label = welcome ? `${name}, preferred` : name;
    add({
      kind: 'certificate',
      key: `certificate:${[scheme, level, commodity].filter(Boolean).join(':')}`,
      start,
      end,
      text: rest.text.slice(start, end),
      label,
      certificate: { scheme, edition, level, commodity, importance: welcome ? 'desired' : 'required' },
    });
  }
}

/** The scheme that laboratories are accredited under. */
const LABORATORY_SCHEME = 'ISO_17025';

/** "UKAS" beside calibration or testing asks for an accredited laboratory, as its number would. */
function readAccreditation(
  rest: Remainder,
  vocabulary: QueryVocabulary,
  add: (part: QueryPart) => void,
): void {
  const [found] = findAccreditation(rest.text);
  if (!found) return;
  const { start, end, laboratory } = found;
  const words = rest.text.slice(start, end);
  if (!laboratory) {
    add(ignoredPart(rest.text, found));
    return;
  }
  add({
    kind: 'certificate',
    key: `certificate:${LABORATORY_SCHEME}`,
    start,
    end,
    text: words,
    label: vocabulary.certificateLabel({ scheme: LABORATORY_SCHEME }),
    certificate: { scheme: LABORATORY_SCHEME, importance: 'required' },
  });
}

function readRegions(rest: Remainder, add: (part: QueryPart) => void): void {
  for (const { start, end, region } of findRegions(rest.text)) {
    const label = region === 'EAST_MIDLANDS' ? 'East Midlands' : 'West Midlands';
    add({
      kind: 'region',
      key: `region:${region}`,
      start,
      end,
      text: rest.text.slice(start, end),
      label,
      region,
    });
  }
}

function readCapabilities(
  rest: Remainder,
  typed: string,
  vocabulary: QueryVocabulary,
  add: (part: QueryPart) => void,
): { from: string; to: string }[] {
  const corrections: { from: string; to: string }[] = [];
  const offered = vocabulary
    .recognise(rest.without(findSizesWithin(rest.text)))
    .mentions.filter(({ polarity }) => polarity === 'offered');
  const isMaterial = (start: number): boolean =>
    offered.some((mention) => mention.start === start && vocabulary.kindOf(mention.code) === 'material');
  for (const span of findToMachine(rest.text, isMaterial)) {
    const isRead = offered.some(({ start, end }) => start < span.end && end > span.start);
    if (!isRead)
      add(
        capabilityPart(span, typed, {
          code: MACHINING_CODE,
          role: 'performs',
          label: vocabulary.labelOf(MACHINING_CODE),
        }),
      );
  }
  for (const { start, end, code, role, corrected } of offered) {
    const words = typed.slice(start, end);
    const isBought = offered.some(
      (other) => other.end < start && vocabulary.kindOf(other.code) !== 'material',
    );
    if (isBought && vocabulary.kindOf(code) === 'service' && isUser(typed, { start, end })) continue;
    if (corrected !== undefined) corrections.push({ from: words, to: corrected });
    const label = vocabulary.labelOf(code);
    // "Timber bending" is one thing to be done, though no name of it is known.
    const span = namesOtherMaterial(words.toLowerCase())
      ? withWorking(rest.text, { start, end })
      : { start, end };
    add(capabilityPart(span, typed, { code, role, label, corrected }));
  }
  return corrections;
}

/**
 * "Furniture for schools", "handrails for a school": several after "for", or one with its article, are who uses what is
 * bought. One without is what happens to it: "gearboxes for repair".
 */
const isUser = (text: string, { start, end }: Span): boolean =>
  (/\bfor\s+an?\s+(?:new\s+|local\s+)?$/iu.test(text.slice(0, start)) ||
    (/\bfor\s+(?:the\s+|our\s+)?$/iu.test(text.slice(0, start)) &&
      /[^siu]s$/iu.test(text.slice(start, end)))) &&
  !/(?:repair|overhaul|rebuild|test|trial|check|audit)s?$/iu.test(text.slice(start, end));

/** Roles in which what a query names is what the wanted service is done to. */
const SERVED_ROLES: ReadonlySet<string> = new Set(['trains', 'maintains', 'consults']);

const isServed = (part: CapabilityPart, service: CapabilityPart): boolean =>
  part !== service && (isAskedService(service) || SERVED_ROLES.has(part.role));

/** A must for each process, product or service; a material joins the skill that stands nearest to it. */
function toNeeds(
  text: string,
  parts: readonly QueryPart[],
  remaining: string,
  vocabulary: QueryVocabulary,
): RequirementNeed[] {
  const capabilities = parts.filter((part): part is CapabilityPart => part.kind === 'capability');
  const isMaterial = (part: CapabilityPart): boolean => vocabulary.kindOf(part.code) === 'material';
  const skills = capabilities.filter((part) => !isMaterial(part));
  const materials = capabilities.filter(isMaterial);
  // "Hire X", "X from stock", "X training", "X repair": the service is wanted, and X says of what.
  const service =
    skills.find(isAskedService) ??
    (skills.some(({ role }) => SERVED_ROLES.has(role)) && skills.find(({ role }) => role === 'performs'));
  /** Where what merely says of what kind the next thing is, or who asks, begins: "321 exhaust flanges" are flanges of 321. */
  const modifiers = new Set<number>();
  const wordsOf = (part: CapabilityPart): string => part.corrected ?? withoutSizes(part.text);
  const needs = groupBySpan(skills).map((group, at): RequirementNeed & Span => {
    const [first] = group as [CapabilityPart];
    const beside = { text, part: first, at, skills, vocabulary };
    const saysWhatKind = isModifier(beside) || isAsker(beside);
    if (saysWhatKind) modifiers.add(first.start);
    const served = Boolean(service && isServed(first, service)) || isObject(beside) || isWorkedOn(beside);
    return {
      phrase: wordsOf(first),
      codes: group.map((part) => part.code),
      importance:
        served || (!isAskedService(first) && (saysWhatKind || isSecondary(beside))) ? 'should' : 'must',
      ...(served && { served }),
      start: first.start,
      end: first.end,
    };
  });
  for (const material of materials) {
    const distance = (need: Span): number => Math.max(material.start - need.end, need.start - material.end);
    const [nearest] = needs
      .filter(({ start }) => !modifiers.has(start))
      .sort((a, b) => distance(a) - distance(b) || a.start - b.start);
    if (nearest) {
      nearest.codes.push(material.code);
      if (material.start >= nearest.end) nearest.phrase += ` ${wordsOf(material)}`;
      else if (material.end <= nearest.start) nearest.phrase = `${wordsOf(material)} ${nearest.phrase}`;
    } else
      needs.push({
        phrase: wordsOf(material),
        codes: [material.code],
        importance: 'must',
        start: material.start,
        end: material.end,
      });
  }
  const plain = needs.map(({ phrase, codes, importance, served }): RequirementNeed =>
    served ? { phrase, codes, importance, served } : { phrase, codes, importance },
  );
  if (remaining)
    plain.push({
      phrase: remaining,
      codes: [],
      importance: plain.some(({ importance }) => importance === 'must') ? 'should' : 'must',
    });
  return plain;
}

/** Mentions over the same words are one need. */
function groupBySpan(parts: readonly CapabilityPart[]): CapabilityPart[][] {
  const groups: CapabilityPart[][] = [];
  for (const part of parts) {
    const group = groups.find(([first]) => part.start < first!.end && part.end > first!.start);
    if (group) group.push(part);
    else groups.push([part]);
  }
  return groups;
}

function toRequirement(
  text: string,
  parts: readonly QueryPart[],
  remaining: string,
  context: Sources,
): RequirementRecord {
  const requirement: RequirementRecord = {
    no: 0,
    id: '',
    title: '',
    description: '',
    needs: toNeeds(text, parts, remaining, context.vocabulary),
    certifications: [],
    sectors: [],
    cpvCodes: [],
    valueGbp: null,
    quantity: null,
    leadTimeDays: null,
    place: null,
    maxDriveMinutes: null,
    regions: null,
    onDate: context.today,
    excludes: { codes: [], roles: [], phrases: [] },
    // What is typed says too little to rule out who does one of the things named: both together rank higher.
    splittable: true,
  };
  requirement.title = requirement.needs.map((need) => need.phrase).join(' ') || text;
  for (const part of parts) applyPart(requirement, part);
  return requirement;
}

function applyPart(requirement: RequirementRecord, part: QueryPart): void {
  switch (part.kind) {
    case 'certificate':
      requirement.certifications.push(part.certificate);
      return;
    case 'region':
      requirement.regions = [...(requirement.regions ?? []), part.region];
      return;
    case 'place': {
      const { point, region } = part.place;
      if (part.withinMinutes === null || !point) return;
      requirement.maxDriveMinutes = part.withinMinutes;
      if (requirement.place === null) requirement.place = { ...point, region };
      else requirement.otherPlaces = [...(requirement.otherPlaces ?? []), { ...point, region }];
      return;
    }
    case 'quantity':
      requirement.quantity = { batch: part.batch, perYear: part.perYear };
      return;
    case 'leadTime':
      requirement.leadTimeDays = part.days;
      return;
    case 'exclusion': {
      if (part.districts.length > 0) return;
      const excludes = requirement.excludes!;
      excludes.roles.push(...part.roles);
      // "Forgings not drop stampings" names one capability twice: what is asked for stays, the words are ruled out.
      const ruledOut = part.codes.filter(
        (code) => !requirement.needs.some(({ codes }) => codes.includes(code)),
      );
      excludes.codes.push(...ruledOut);
      if (part.roles.length === 0 && ruledOut.length === 0) excludes.phrases.push(part.phrase);
      return;
    }
    case 'capability':
    case 'reach':
    case 'ignored':
      return;
  }
}
