import { choiceOf, type Choice, type Fields, textOf } from '../form.fields.js';
import type { RunKind, RunState } from '../schema.types.js';
import type { JobsQuery } from './document.operations.js';

type Run = JobsQuery['runs']['edges'][number]['node'];

export const kindItems: readonly Choice<RunKind>[] = [
  { value: 'IMPORT', text: 'Imports' },
  { value: 'MATCH', text: 'Rankings of all requirements' },
  { value: 'DIGEST', text: 'Digests' },
];

export const stateItems: readonly Choice<RunState>[] = [
  { value: 'QUEUED', text: 'Waiting' },
  { value: 'RUNNING', text: 'Under way' },
  { value: 'DONE', text: 'Done' },
  { value: 'FAILED', text: 'Failed' },
];

export const runTitles: Readonly<Record<RunKind, string>> = {
  IMPORT: 'Import',
  MATCH: 'Ranking all requirements',
  DIGEST: 'Writing digests',
};

/** How the list of runs is narrowed, as its address says. */
export interface JobsAsked {
  kind: RunKind | undefined;
  state: RunState | undefined;
  after: string | null;
}

export const jobsAsked = (query: Fields): JobsAsked => ({
  kind: choiceOf(query, 'kind', kindItems),
  state: choiceOf(query, 'state', stateItems),
  after: textOf(query, 'after') || null,
});

/** The address of the list narrowed in this way. */
export function jobsHref({ kind, state, after }: JobsAsked): string {
  const query = new URLSearchParams({ ...(kind && { kind }), ...(state && { state }) });
  if (after !== null) query.set('after', after);
  const text = query.toString();
  return `/office/jobs${text && `?${text}`}`;
}

/** Where it is asked for again; null for an import whose file is not kept. */
function againAt({ id, kind, retryable }: Run): string | null {
  switch (kind) {
    case 'MATCH':
      return '/office/rank';
    case 'DIGEST':
      return '/office/jobs/digests';
    case 'IMPORT':
      return retryable ? `/runs/${id}/retry` : null;
  }
}

export const shownRun = (
  run: Run,
): Run & { title: string; share: number | null; againAt: string | null; broke: boolean } => {
  const broke = run.stalled || run.state === 'FAILED';
  return {
    ...run,
    title: runTitles[run.kind],
    share: run.total ? run.done / run.total : null,
    broke,
    againAt: broke ? againAt(run) : null,
  };
};
