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
 * @param fields the control of an input field, where it is called otherwise; `''` is the control of errors about the whole
 */
export function problemsOf(
  errors: readonly ApiError[],
  fields: Readonly<Record<string, string>> = {},
): Problem[] {
  return errors.map(({ message, path }) => {
    const name = path.find((part) => part !== 'input' && !/^\d+$/.test(part)) ?? '';
    return { message, field: fields[name] ?? (name || 'main') };
  });
}

/** Numbers that are none, as problems of their controls. */
export function numberProblems(values: Readonly<Record<string, number | null>>): Problem[] {
  return Object.entries(values)
    .filter(([, value]) => value !== null && !(value >= 0))
    .map(([field]) => ({ field, message: 'Enter a number in figures, or leave it empty.' }));
}
