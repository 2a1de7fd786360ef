/** Parts of a typed query, as more than one reader makes them. */
import type { QueryPart } from '../model/search.types.js';
import type { Span } from './query.patterns.js';

export type CapabilityPart = Extract<QueryPart, { kind: 'capability' }>;

/** A part that asks for a capability. `corrected` is what a slip of the typed words was read as. */
export const capabilityPart = (
  { start, end }: Span,
  typed: string,
  read: Pick<CapabilityPart, 'code' | 'role' | 'label' | 'corrected'>,
): CapabilityPart => ({
  kind: 'capability',
  key: `capability:${read.code}`,
  start,
  end,
  text: typed.slice(start, end),
  ...read,
});

/** What is shown as read and asks for nothing; `why` says so where the words do not. */
export function ignoredPart(text: string, { start, end }: Span, why?: string): QueryPart {
  const words = text.slice(start, end);
  const label = why === undefined ? words : `${words} (${why})`;
  return { kind: 'ignored', key: `ignored:${words.toLowerCase()}`, start, end, text: words, label };
}
