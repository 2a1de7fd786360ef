import { AppError } from '#lib/platform';
import { ArgsType, Field, Int } from '@nestjs/graphql';

export const PAGE_SIZE = { least: 1, most: 100, usual: 20 } as const;

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

/** @throws AppError BAD_INPUT when the size is out of range */
export function checkedPage({ first, after }: PageArguments): { first: number; after: string | null } {
  if (first < PAGE_SIZE.least || first > PAGE_SIZE.most) {
    throw new AppError('BAD_INPUT', `"first" must be between ${PAGE_SIZE.least} and ${PAGE_SIZE.most}.`);
  }
  return { first, after: after ?? null };
}

/** @throws AppError BAD_INPUT when a text argument is too long to be meant */
export function checkedText(name: string, text: string | null | undefined, longest: number): string {
  if ((text ?? '').length > longest) {
    throw new AppError('BAD_INPUT', `"${name}" is too long: at most ${longest} characters.`);
  }
  return text ?? '';
}
