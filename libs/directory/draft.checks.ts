import { type UserError, userError } from '#lib/platform';

/** Nothing here began or ended before; a year typed as two figures arrives as one of the first century. */
const FIRST_DAY = '1900-01-01';

/** Collects what is wrong with a draft, field by field, so that all of it is told at once. */
export class DraftChecks {
  readonly errors: UserError[] = [];
  readonly warnings: UserError[] = [];

  /** One fault, one error: what a value that is already refused fails besides says nothing more of it. */
  error(code: string, message: string, path: readonly (string | number)[]): void {
    const error = userError(code, message, path);
    const isKnown =
      path.length > 0 && this.errors.some((known) => known.path.join('.') === error.path.join('.'));
    if (!isKnown) this.errors.push(error);
  }

  warn(code: string, message: string, path: readonly (string | number)[]): void {
    this.warnings.push(userError(code, message, path));
  }

  /** A text without its outer spaces and control characters, '' when absent; an error when longer than `longest`. */
  text(value: string | null | undefined, longest: number, path: readonly (string | number)[]): string {
    // eslint-disable-next-line no-control-regex
    const clean = (value ?? '').replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '').trim();
    if (clean.length > longest) {
      this.error('TOO_LONG', `At most ${longest} characters; this has ${clean.length}. Shorten it.`, path);
    }
    return clean;
  }

  /** A whole number between the bounds, or null when absent. */
  whole(
    value: number | null | undefined,
    [least, most]: readonly [number, number],
    path: readonly (string | number)[],
  ): number | null {
    if (value === null || value === undefined) return null;
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    this.error('OUT_OF_RANGE', `Give a whole number from ${least} to ${most}.`, path);
    return null;
  }

  /** A day in ISO form, or null when absent. */
  day(value: string | null | undefined, path: readonly (string | number)[]): string | null {
    if (value === null || value === undefined || value === '') return null;
    const at = new Date(`${value}T00:00:00Z`);
    const real = /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(at.getTime());
    const wrong =
      !real || !at.toISOString().startsWith(value)
        ? `"${value}" is not a date. Write it as year-month-day, e.g. 2027-05-31.`
        : value < FIRST_DAY
          ? `The year is ${Number(value.slice(0, 4))}. Give all four figures of it, e.g. 2027.`
          : undefined;
    if (wrong === undefined) return value;
    this.error('INVALID_DATE', wrong, path);
    return null;
  }

  /** Texts without repeats and empty ones. */
  texts(
    values: readonly string[] | null | undefined,
    limits: { longest: number; most: number },
    path: string,
  ): string[] {
    const kept = new Set<string>();
    for (const [at, value] of (values ?? []).entries()) {
      const clean = this.text(value, limits.longest, [path, at]);
      if (clean !== '') kept.add(clean);
    }
    if (kept.size > limits.most) {
      this.error('TOO_MANY', `At most ${limits.most}; these are ${kept.size}. Keep the ones that say most.`, [
        path,
      ]);
    }
    return [...kept];
  }

  /** Codes of sectors named by label or code, without repeats. */
  sectors<S extends string>(
    values: readonly string[] | null | undefined,
    read: (text: string) => S | null,
    path: string,
    severity: 'error' | 'warn' = 'error',
  ): S[] {
    const codes = new Set<S>();
    for (const [at, value] of (values ?? []).entries()) {
      const code = read(value);
      if (code) codes.add(code);
      else this[severity]('UNKNOWN_SECTOR', `"${value}" is not one of the five sectors.`, [path, at]);
    }
    return [...codes];
  }
}
