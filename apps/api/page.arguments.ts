import { ArgumentError } from '#lib/platform';
import { ArgsType, Field, Int } from '@nestjs/graphql';

export const PAGE_SIZE = { least: 1, most: 100, usual: 20 } as const;

/** Parts of a query that may be left out of a search, by the keys that it was answered with. */
export const FACET_KEYS = { longest: 500, most: 50 } as const;

@ArgsType()
export class PageArguments {
  @Field(() => Int, {
    defaultValue: PAGE_SIZE.usual,
    description: `How many, ${PAGE_SIZE.least} to ${PAGE_SIZE.most}.`,
  })
  first!: number;

  @Field(() => String, { nullable: true, description: 'Cursor of the last edge of the page before.' })
  after?: string | null;
}

/** @throws ArgumentError when the size is out of range */
export function checkedPage({ first, after }: PageArguments): { first: number; after: string | null } {
  if (first < PAGE_SIZE.least || first > PAGE_SIZE.most) {
    const message = `"first" must be between ${PAGE_SIZE.least} and ${PAGE_SIZE.most}.`;
    throw new ArgumentError('OUT_OF_RANGE', message, ['first']);
  }
  return { first, after: after ?? null };
}

/** @throws ArgumentError when there are too many texts, or one is too long */
export function checkedTexts(
  name: string,
  texts: readonly string[] | null | undefined,
  { longest, most }: { longest: number; most: number },
): string[] {
  const given = texts ?? [];
  if (given.length > most) {
    const message = `"${name}" takes at most ${most}; these are ${given.length}. Leave some out.`;
    throw new ArgumentError('TOO_MANY', message, name.split('.'));
  }
  return given.map((text, at) => checkedText(`${name}.${at}`, text, longest));
}

/**
 * @param name of the argument; what lies inside it is told by a path with points, as in `filter.text`
 * @throws ArgumentError when the text is too long to be meant
 */
export function checkedText(name: string, text: string | null | undefined, longest: number): string {
  const given = text ?? '';
  if (given.length > longest) {
    const message = `"${name}" has at most ${longest} characters; this has ${given.length}. Shorten it.`;
    throw new ArgumentError('TOO_LONG', message, name.split('.'));
  }
  return given;
}
