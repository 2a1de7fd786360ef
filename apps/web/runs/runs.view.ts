import { findCapability } from '#lib/taxonomy';
import type { RunPageQuery } from './document.operations.js';

/** What was read in each row of a buyer's own list, to be put right where it was meant otherwise. */
export const readOf = ({ requirements }: Pick<NonNullable<RunPageQuery['run']>, 'requirements'>) =>
  requirements.map(({ needs, ...requirement }) => ({
    ...requirement,
    needs: needs.map(({ codes, ...need }) => ({
      ...need,
      capabilities: codes.flatMap((code) => findCapability(code)?.label ?? []),
    })),
  }));
