import { dayInWords } from '#lib/platform';
import { findCapability } from '#lib/taxonomy';
import type { PublicationPageQuery } from './document.operations.js';

type Draft = PublicationPageQuery['requirements']['edges'][number]['node'];

const readers: Readonly<Record<Draft['visibility'], string>> = {
  OPEN: 'for everybody',
  SECTOR_ONLY: 'for its sectors only',
  INVITED_ONLY: 'for those you invite only',
};

/** What a draft asks for, in a line. */
const hintOf = ({ needs, postcode, closesOn, visibility }: Draft): string =>
  [
    needs
      .map(({ phrase, codes }) => {
        const read = codes.flatMap((code) => findCapability(code)?.label ?? []);
        return `“${phrase}”${read.length > 0 ? `, read as ${read.join(', ')}` : ', matched by its words alone'}`;
      })
      .join('; '),
    postcode,
    closesOn && `closes ${dayInWords(closesOn)}`,
    readers[visibility],
  ]
    .filter(Boolean)
    .join(' · ');

/** Drafts that may be published, as one chooses among them, and those that lack something. */
export function draftsOf(drafts: readonly Draft[]) {
  const ready = drafts.filter(({ publicationBlockers }) => publicationBlockers.length === 0);
  return {
    ready,
    lacking: drafts.filter((draft) => !ready.includes(draft)),
    items: ready.map((draft) => ({ value: draft.id, text: draft.title, hint: { text: hintOf(draft) } })),
  };
}

export const publicationHint = (count: number): string =>
  count === 1
    ? 'One draft is published. Suppliers see it, and its matches appear within seconds.'
    : `${count} drafts are published. Suppliers see them, and their matches appear within seconds.`;

/** Where a refusal leads to: the choice, where there is one; else what lacks something, else the page as it is. */
export const problemPlace = ({
  ready,
  lacking,
}: Pick<ReturnType<typeof draftsOf>, 'ready' | 'lacking'>): string =>
  ready.length > 0 ? 'ids' : lacking.length > 0 ? 'lacking' : 'main';
