import { AppError } from '#lib/platform';

/** Fields of a form, or of an address, as they arrive: any of them absent, single or repeated. */
export type Fields = Readonly<Record<string, unknown>>;

const LONGEST = 20_000;

/** All values of a field, trimmed, without the empty ones. */
export function listOf(fields: Fields | undefined, name: string): string[] {
  const value = fields?.[name];
  return (Array.isArray(value) ? (value as unknown[]) : [value])
    .filter((item): item is string => typeof item === 'string')
    .map((item) => item.trim().slice(0, LONGEST))
    .filter((item) => item !== '');
}

/** The first value of a field, trimmed; empty when it is absent. */
export const textOf = (fields: Fields | undefined, name: string): string => listOf(fields, name)[0] ?? '';

/** The lines of a field, trimmed, without the empty ones. */
export const linesOf = (fields: Fields | undefined, name: string): string[] =>
  textOf(fields, name)
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** A number as people type it ("£1,200,000"); null when empty, NaN when it is none. */
export function numberOf(fields: Fields | undefined, name: string): number | null {
  const text = textOf(fields, name).replaceAll(/[£,\s]/g, '');
  return text === '' ? null : Number(text);
}

/** Something to put right, and the id of the control where. */
export interface Problem {
  message: string;
  field: string;
  /** Where the control is, when it stands on another page. */
  href?: string;
}

/** What a form offers to choose from: what is sent, and what people read. */
export interface Choice<Value extends string> {
  readonly value: Value;
  readonly text: string;
}

const isOffered =
  <Value extends string>(choices: readonly Choice<Value>[]) =>
  (text: string): text is Value =>
    choices.some(({ value }) => value === text);

/** What was chosen of what is offered; undefined when nothing was. */
export const choiceOf = <Value extends string>(
  fields: Fields | undefined,
  name: string,
  choices: readonly Choice<Value>[],
): Value | undefined => listOf(fields, name).find(isOffered(choices));

/** All that was chosen of what is offered. */
export const choicesOf = <Value extends string>(
  fields: Fields | undefined,
  name: string,
  choices: readonly Choice<Value>[],
): Value[] => listOf(fields, name).filter(isOffered(choices));

/**
 * What was chosen where one of the choices always is.
 * @throws AppError BAD_INPUT when a form of ours was not what sent it
 */
export function chosenOf<Value extends string>(
  fields: Fields | undefined,
  name: string,
  choices: readonly Choice<Value>[],
): Value {
  const value = choiceOf(fields, name, choices);
  if (value === undefined) throw new AppError('BAD_INPUT');
  return value;
}

/** An error as payloads of the API carry it. */
export interface ApiError {
  readonly code: string;
  readonly message: string;
  readonly path: readonly string[];
}

/**
 * Errors of a payload as a page shows them.
 * @param fields the control of an input field (`batch`, or `batch.max` within it), where it is called otherwise; `''` is
 *   the control of errors about the whole
 */
export function problemsOf(
  errors: readonly ApiError[],
  fields: Readonly<Record<string, string>> = {},
): Problem[] {
  return errors.map(({ message, path }) => {
    const [name = '', within] = path.filter((part) => part !== 'input' && !/^\d+$/.test(part));
    return { message, field: fields[`${name}.${within}`] ?? fields[name] ?? (name || 'main') };
  });
}

/** Numbers of a form by control; null where nothing was typed, NaN where what was typed is none. */
export type Numbers<Name extends string = string> = Readonly<Record<Name, number | null>>;

const isWhole = (value: number): boolean => Number.isInteger(value) && value >= 0;

/** A number that is none, as one that the API refuses along with whatever else is wrong. */
const REFUSED = -1;
/** What the API takes as an integer; whole pounds alone may be more. */
const LARGEST_INT = 2 ** 31 - 1;

/** Numbers as the API takes them. */
export const numbersToSend = <Name extends string>(values: Numbers<Name>): Record<Name, number | null> =>
  Object.fromEntries(
    Object.entries<number | null>(values).map(([name, value]) => [
      name,
      value === null || (isWhole(value) && (value <= LARGEST_INT || name.endsWith('Gbp'))) ? value : REFUSED,
    ]),
  ) as Record<Name, number | null>;

/**
 * All that is wrong with a form, in the order of the page: what the API found, and numbers that are none in words of
 * their own.
 * @param order the controls as they stand on the page; those it does not name come last
 */
export function allProblems(
  found: readonly Problem[],
  numbers: Numbers,
  order: readonly string[],
): Problem[] {
  const wrong = Object.entries(numbers)
    .filter(([, value]) => value !== null && !isWhole(value))
    .map(([field]) => ({ field, message: 'Enter a whole number in figures, or leave it empty.' }));
  const others = found.filter(({ field }) => !wrong.some((problem) => problem.field === field));
  const place = ({ field }: Problem): number => (order.indexOf(field) + 1 || order.length + 1) - 1;
  return [...others, ...wrong].sort((a, b) => place(a) - place(b));
}
