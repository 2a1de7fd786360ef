/** Every failure that is not an expected result: a stable code, how HTTP reports it, and how loud the log is. */
const catalogue = {
  UNAUTHENTICATED: { status: 401, log: 'debug', text: 'Sign in or send a valid API token.' },
  OUT_OF_SCOPE: {
    status: 403,
    log: 'debug',
    text: 'This token is not meant for that. Make one with the scope it takes, or sign in.',
  },
  // Missing and forbidden look the same from outside.
  NOT_FOUND: { status: 404, log: 'debug', text: 'There is nothing here that you may see.' },
  BAD_INPUT: { status: 400, log: 'debug', text: 'The request could not be understood.' },
  CONFLICT: {
    status: 409,
    log: 'info',
    text: 'Somebody changed this in the meantime. Load it again and retry.',
  },
  TOO_LARGE: { status: 413, log: 'info', text: 'The request is too large.' },
  RATE_LIMITED: { status: 429, log: 'info', text: 'Too many requests. Wait a moment and retry.' },
  NOT_READY: {
    status: 503,
    log: 'warn',
    text: 'The service is starting, or does not answer. Try again in a few seconds.',
  },
  INTERNAL: { status: 500, log: 'error', text: 'Something went wrong on our side. It has been recorded.' },
} as const satisfies Record<
  string,
  { status: number; log: 'debug' | 'info' | 'warn' | 'error'; text: string }
>;

export type ErrorCode = keyof typeof catalogue;

export class AppError extends Error {
  override readonly name = 'AppError';
  readonly status: number;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error';

  constructor(
    readonly code: ErrorCode,
    message?: string,
    options?: { cause?: unknown },
  ) {
    super(message ?? catalogue[code].text, options);
    this.status = catalogue[code].status;
    this.logLevel = catalogue[code].log;
  }
}

/** An argument that its sender can put right: queries tell of it as BAD_INPUT, mutations among the errors of their payload. */
export class ArgumentError extends AppError {
  /**
   * @param reason what is wrong, stable and in upper snake case, as the errors of payloads are named
   * @param message what is wrong and how to put it right, in a sentence for a person
   * @param argument its path, outermost first; not called `path`, by which GraphQL knows its own errors
   */
  constructor(
    readonly reason: string,
    message: string,
    readonly argument: readonly string[],
    options?: { cause?: unknown },
  ) {
    super('BAD_INPUT', message, options);
  }
}

/** The refusal of a cursor that was made by another list or order, or whose place is gone. */
export const cursorError = (cause?: unknown): ArgumentError =>
  new ArgumentError(
    'INVALID_CURSOR',
    '"after" is no cursor of this list. Leave it out to begin at the first page.',
    ['after'],
    { cause },
  );

/** Conditions of Postgres that say something of the request, or of another at the same time, and not of a fault of ours. */
const conditions = new Map<unknown, readonly [code: ErrorCode, message?: string]>([
  // Text with U+0000, which it cannot hold: in a text, and in JSON.
  ['22021', ['BAD_INPUT', 'Text must not contain the character U+0000.']],
  ['22P05', ['BAD_INPUT', 'Text must not contain the character U+0000.']],
  // Two changes that cannot both be; what was there at the check was erased before the write.
  ['40001', ['CONFLICT']],
  ['40P01', ['CONFLICT']],
  ['23503', ['CONFLICT']],
]);

const FULL = 'Nothing can be kept just now, and nothing was changed. Try again later.';

/** What there is to be heard from a store that is away, ends, starts, or has no room: whoever asks again later may well be served. */
const away = new Map<unknown, string | undefined>([
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENOTFOUND', 'EAI_AGAIN'].map(
    plain,
  ),
  ...['08000', '08001', '08003', '08004', '08006', '53300', '57P01', '57P02', '57P03'].map(plain),
  ['53100', FULL],
  ['53200', FULL],
]);

function plain(code: string): [string, undefined] {
  return [code, undefined];
}

/** Those of the client have no code. */
const LOST = /^Connection terminated|connection error and is not queryable/;

function awayError(error: Error): AppError | undefined {
  const code = 'code' in error ? error.code : undefined;
  if (!away.has(code) && !LOST.test(error.message)) return undefined;
  return new AppError('NOT_READY', away.get(code), { cause: error });
}

/** The error as the outside may see it: an unknown one becomes INTERNAL and keeps its cause for the log alone. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const notThere = error instanceof Error ? awayError(error) : undefined;
  if (notThere) return notThere;
  const condition = error instanceof Error && 'code' in error ? conditions.get(error.code) : undefined;
  const [code, message] = condition ?? ['INTERNAL' as const, undefined];
  return new AppError(code, message, { cause: error });
}
