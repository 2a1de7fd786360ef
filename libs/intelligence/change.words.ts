import type { SupplierChange } from '#lib/matching';
import { poundsInWords } from '#lib/platform';
import { certificateInFull, findCapability, inSentence } from '#lib/taxonomy';

const figures = new Intl.NumberFormat('en-GB');

/** A change as something to do: "Get AS9100", "Offer CNC turning". */
export function changeInWords(change: SupplierChange): string {
  switch (change.kind) {
    case 'CERTIFICATE':
      return `Get ${certificateInFull(change.certificate)}`;
    case 'CAPABILITY':
      return `Offer ${inSentence(findCapability(change.code)?.label ?? change.code)}`;
    case 'SITE':
      return `Open a second site at ${change.name}`;
    case 'SMALLER_BATCH':
      return `Take lots from ${figures.format(change.min)}`;
    case 'LARGER_BATCH':
      return `Take lots up to ${figures.format(change.max)}`;
    case 'ACCEPT_WORK':
      return 'Take on new work again';
  }
}

/** "Get ISO 9001, then get EN 1090: 2 requirements open, £1.2 million a year." */
export function routeInWords(
  steps: readonly { change: SupplierChange }[],
  opensCount: number,
  valueGbp: number,
): string {
  const actions = steps.map(({ change }) => changeInWords(change));
  const route = actions.map((action, at) => (at === 0 ? action : inSentence(action))).join(', then ');
  const opens = opensCount === 1 ? '1 requirement opens' : `${figures.format(opensCount)} requirements open`;
  return `${route}: ${opens}${valueGbp > 0 ? `, ${poundsInWords(valueGbp)} a year` : ''}.`;
}
