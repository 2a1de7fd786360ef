/** What has not been read yet of a typed query. */
import type { Span } from './query.patterns.js';

/** Stands for what has been read: no phrase runs across it. */
const GAP = ';';

const JOINTS = new Set(
  'a an and are as at by for from in is of off on or our out that the to up was we which with'.split(' '),
);
const isNoJoint = (word: string): boolean => !JOINTS.has(word.toLowerCase());

/** A query with the spans already read blanked out, offsets kept. */
export class Remainder {
  constructor(public text: string) {}

  take({ start, end }: Span): void {
    this.text = this.text.slice(0, start) + GAP.repeat(end - start) + this.text.slice(end);
  }

  /** What is left, without some spans that a name runs across; offsets kept. */
  without(spans: readonly Span[]): string {
    return spans.reduce(
      (text, { start, end }) => text.slice(0, start) + ' '.repeat(end - start) + text.slice(end),
      this.text,
    );
  }

  /** What is left as words, without the little ones that joined it to what has been read. */
  words(): string {
    return this.text
      .split(/[,;]+/u)
      .map((stretch) => {
        const words = stretch
          .replace(/\.(?!\d)/gu, ' ')
          .split(/\s+/u)
          .filter(Boolean);
        const first = words.findIndex(isNoJoint);
        return first < 0 ? '' : words.slice(first, words.findLastIndex(isNoJoint) + 1).join(' ');
      })
      .filter(Boolean)
      .join(' ');
  }

  /** True where nothing has been read yet of a span of the text as typed. */
  isLeft({ start, end }: Span, typed: string): boolean {
    return this.text.slice(start, end) === typed.slice(start, end);
  }
}
