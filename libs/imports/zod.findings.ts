import type { z } from 'zod';
import type { RowFindings } from './row.findings.js';

/** The JSON pointer (RFC 6901) of a path. */
export function jsonPointer(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** Turns what a schema found wrong with a value into errors that name the place and show what stood there. */
export function reportIssues(error: z.ZodError, value: unknown, findings: RowFindings, base = ''): void {
  for (const issue of error.issues) {
    const found = issue.path.reduce<unknown>(
      (inner, step) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, step) : undefined),
      value,
    );
    const missing = found == null || (typeof found === 'string' && found.trim() === '');
    findings.error(
      base + jsonPointer(issue.path),
      found == null ? '' : shortForm(found),
      missing ? 'REQUIRED' : 'INVALID_VALUE',
      missing ? 'This field is required, and is missing or empty.' : `${issue.message.replace(/\.$/, '')}.`,
    );
  }
}

/** What stood there, without writing out whatever a list or an object may hold. */
export function shortForm(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return `[list of ${value.length}]`;
  return typeof value === 'object' && value !== null ? '{object}' : String(value);
}
