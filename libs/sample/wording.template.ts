import type { Random } from './random.source.js';

type Part =
  | { kind: 'text'; text: string }
  | { kind: 'slot'; name: string }
  | { kind: 'number'; low: number; high: number; step: number }
  | { kind: 'choice'; options: readonly Template[] };

/** A sentence or phrase with gaps: `(a|b)` is a choice, `{20-60:5}` a number in steps, `{town}` a slot. */
export type Template = readonly Part[];

const token = /\(([^()]*\|[^()]*)\)|\{(\d+)-(\d+)(?::(\d+))?\}|\{([a-z]\w*)\}/gi;

/** Compiles a wording once, so that filling it is cheap. Choices hold slots and numbers, but no further choices. */
export function compile(wording: string): Template {
  const parts: Part[] = [];
  let from = 0;
  for (const match of wording.matchAll(token)) {
    if (match.index > from) parts.push({ kind: 'text', text: wording.slice(from, match.index) });
    const [whole, options, low, high, step, slot] = match;
    if (options !== undefined) parts.push({ kind: 'choice', options: options.split('|').map(compile) });
    else if (slot !== undefined) parts.push({ kind: 'slot', name: slot });
    else parts.push({ kind: 'number', low: Number(low), high: Number(high), step: Number(step ?? 1) });
    from = match.index + whole.length;
  }
  if (from < wording.length) parts.push({ kind: 'text', text: wording.slice(from) });
  return parts;
}

/** The value of a slot by its name; asked for only when a wording has the slot. */
export type Slots = (name: string) => string | undefined;

const noSlots: Slots = () => undefined;

/**
 * Fills the gaps. `lean` from 0 to 1 draws numbers towards the low or the high end of their ranges; without it they are
 * even. @throws Error when a slot has no value: a wording would show its braces
 */
export function fill(template: Template, random: Random, slots: Slots = noSlots, lean?: number): string {
  let text = '';
  for (const part of template) {
    switch (part.kind) {
      case 'text':
        text += part.text;
        break;
      case 'choice':
        text += fill(random.pick(part.options), random, slots, lean);
        break;
      case 'number': {
        const steps = Math.floor((part.high - part.low) / part.step);
        const roll = random.real();
        const at = lean === undefined ? roll : Math.max(0, Math.min(0.999, lean + (roll - 0.5) * 0.4));
        text += grouped(part.low + part.step * Math.floor(at * (steps + 1)));
        break;
      }
      case 'slot': {
        const value = slots(part.name);
        if (value === undefined) throw new Error(`The wording has a slot {${part.name}} that nothing fills.`);
        text += value;
        break;
      }
    }
  }
  return text;
}

/** A whole number as people write it: 1,200. */
export function grouped(value: number): string {
  return value < 1000 ? String(value) : String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** "a", "a and b", "a, b and c". */
export function listed(items: readonly string[]): string {
  if (items.length < 2) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`;
}

export const article = (noun: string): string => `${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`;

/** One of the usual slips of the hand in one longer word of a text: letters swapped, doubled or dropped. */
export function misspell(text: string, random: Random): string {
  const words = [...text.matchAll(/(?<!\p{L})\p{Ll}{6,}/gu)];
  if (words.length === 0) return text;
  const { index, 0: word } = random.pick(words);
  const at = random.between(2, word.length - 2);
  const slips = [
    word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2),
    word.slice(0, at) + word.charAt(at) + word.slice(at),
    word.slice(0, at) + word.slice(at + 1),
  ];
  return text.slice(0, index) + random.pick(slips) + text.slice(index + word.length);
}
