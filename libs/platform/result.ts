/** A failure its caller expects and can mend: a stable code, the field it is about, and what to do. */
export interface UserError {
  /** Stable, upper snake case: clients may switch on it. */
  code: string;
  /** What is wrong and how to put it right, in a sentence for a person. */
  message: string;
  /** Where in the input, outermost first, e.g. ['needs', '2', 'phrase']; empty when it is about the whole. */
  path: string[];
}

/** Outcome of an operation that may fail in ways its caller expects. A failure rolls its transaction back. */
export type Result<T> = { ok: true; value: T } | { ok: false; errors: UserError[] };

export const succeed = <T>(value: T): Result<T> => ({ ok: true, value });

export const fail = (...errors: UserError[]): { ok: false; errors: UserError[] } => ({ ok: false, errors });

/** What a message repeats of a value that was sent, at most. */
const LONGEST_QUOTED = 60;
const longQuote = new RegExp(`"([^"]{${LONGEST_QUOTED}})[^"]+"`, 'gu');

/** @param message what it quotes of the input, in straight quotation marks, is cut short */
export const userError = (
  code: string,
  message: string,
  path: readonly (string | number)[] = [],
): UserError => ({
  code,
  message: message.replace(longQuote, '"$1…"'),
  path: path.map(String),
});

export function isFailure(value: unknown): value is { ok: false; errors: UserError[] } {
  return typeof value === 'object' && value !== null && 'ok' in value && value.ok === false;
}
