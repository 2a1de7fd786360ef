/** Services that a typed query asks for by words that are no names of theirs: to teach, to hire out, to keep in stock, to test. */
import type { Recognition } from '#lib/taxonomy';
import { HIRE_CODE, STOCK_CODE } from '../reading/profile.reading.js';
import type { CapabilityRole } from '../model/model.types.js';
import {
  findFromStock,
  findHire,
  findLaboratory,
  findLoan,
  findMoving,
  findTeaching,
  type Span,
} from './query.patterns.js';
import { type CapabilityPart, capabilityPart } from './query.parts.js';
import type { Remainder } from './query.remainder.js';
import type { QueryPart, QueryVocabulary } from '../model/search.types.js';

const TRAINING_CODE = 'training';
const MOVING_CODE = 'machine-moving';
const LABORATORY_CODE = 'materials-testing';
/** Of a service that a pattern of the search language reads, the role in which the rest of the words stand to it. */
const SERVICE_ROLES = {
  [HIRE_CODE]: 'hires',
  [STOCK_CODE]: 'sells',
  [TRAINING_CODE]: 'trains',
  [LABORATORY_CODE]: 'lab',
} as const satisfies Readonly<Record<string, CapabilityRole>>;
export const isAskedService = ({ code, role }: CapabilityPart): boolean =>
  code in SERVICE_ROLES && SERVICE_ROLES[code as keyof typeof SERVICE_ROLES] === role;

/** Who moves machines is asked for; what is moved is merely what it is done to. */
export const isMoving = ({ code }: CapabilityPart): boolean => code === MOVING_CODE;

/** A part that asks for a service which the rest of the words are the object of. */
const servicePart = (
  span: Span,
  typed: string,
  code: keyof typeof SERVICE_ROLES,
  label: string,
): CapabilityPart => capabilityPart(span, typed, { code, label, role: SERVICE_ROLES[code] });

type ReadPart = (
  rest: Remainder,
  typed: string,
  vocabulary: QueryVocabulary,
  add: (part: QueryPart) => void,
) => void;

/** "Train our welders": who teaches is wanted, and nothing for railways. */
export const readTeaching: ReadPart = (rest, typed, vocabulary, add) => {
  const [found] = findTeaching(rest.text);
  if (found) add(servicePart(found, typed, TRAINING_CODE, vocabulary.labelOf(TRAINING_CODE)));
};

/** "Compressor hire" is a name of what makers of compressors do too; "plant hire" names the service as a whole. */
export const readHireInNames: ReadPart = (rest, typed, vocabulary, add) => {
  const [found] = findHire(rest.text);
  if (!found) return;
  const names = vocabulary
    .recognise(rest.text)
    .mentions.filter(({ start, end }) => start <= found.start && end >= found.end);
  const isOfMaker = ({ start, code }: Recognition['mentions'][number]): boolean =>
    start < found.start && vocabulary.kindOf(code) !== 'service';
  if (names.length > 0 && names.every(isOfMaker))
    add(servicePart(found, typed, HIRE_CODE, vocabulary.labelOf(HIRE_CODE)));
};

/** "Rent a climatic chamber": who hires out is wanted, and not who uses what is hired. */
export const readHire: ReadPart = (rest, typed, vocabulary, add) => {
  const [found] = findHire(rest.text);
  if (found) add(servicePart(found, typed, HIRE_CODE, vocabulary.labelOf(HIRE_CODE)));
};

/** "Lifting a 20 ton transformer": who moves machines, where no name of theirs was read. */
export const readMoving: ReadPart = (rest, typed, vocabulary, add) => {
  const found = findMoving(typed).find((span) => rest.isLeft(span, typed));
  if (found)
    add(
      capabilityPart(found, typed, {
        code: MOVING_CODE,
        role: 'performs',
        label: vocabulary.labelOf(MOVING_CODE),
      }),
    );
};

/** "Marquee for a weekend": what is wanted for a time is hired, where nothing but products is named. */
export function readLoan(
  rest: Remainder,
  typed: string,
  vocabulary: QueryVocabulary,
  parts: readonly QueryPart[],
  add: (part: QueryPart) => void,
): void {
  const [found] = findLoan(rest.text);
  if (found && namesOnlyProducts(parts, vocabulary))
    add(servicePart(found, typed, HIRE_CODE, vocabulary.labelOf(HIRE_CODE)));
}

const namesOnlyProducts = (parts: readonly QueryPart[], vocabulary: QueryVocabulary): boolean => {
  const named = parts.filter((part): part is CapabilityPart => part.kind === 'capability');
  return (
    named.length > 0 &&
    named.every(({ code, role }) => role === 'performs' && vocabulary.kindOf(code) === 'product')
  );
};

/** "Why did our bolt snap, lab": where nothing but products is named, who tests is wanted, and not who makes. */
export function readLaboratory(
  rest: Remainder,
  typed: string,
  vocabulary: QueryVocabulary,
  parts: readonly QueryPart[],
  add: (part: QueryPart) => void,
): void {
  const found = findLaboratory(typed).find((span) => rest.isLeft(span, typed));
  if (found && namesOnlyProducts(parts, vocabulary))
    add(servicePart(found, typed, LABORATORY_CODE, vocabulary.labelOf(LABORATORY_CODE)));
}

/** "Bolts from stock": who keeps them is wanted, and not who makes them. */
export const readFromStock: ReadPart = (rest, typed, _vocabulary, add) => {
  const [found] = findFromStock(rest.text);
  if (found) add(servicePart(found, typed, STOCK_CODE, 'From stock'));
};
