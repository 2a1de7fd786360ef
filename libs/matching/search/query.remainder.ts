/** What has not been read yet of a typed query. */
import type { Span } from './query.patterns.js';

/** Stands for what has been read: no phrase runs across it. */
const GAP = ';';

/** A query with the spans already read blanked out, offsets kept. */
export class Remainder {
  constructor(public text: string) {}

  take({ start, end }: Span): void {
    this.text = this.text.slice(0, start) + GAP.repeat(end - start) + this.text.slice(end);
  }

  /** True where nothing has been read yet of a span of the text as typed. */
  isLeft({ start, end }: Span, typed: string): boolean {
    return this.text.slice(start, end) === typed.slice(start, end);
  }
}
