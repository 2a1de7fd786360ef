import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';

const read = (name: string): string => readFileSync(`apps/web/layout/${name}.css`, 'utf8');
const [light = '', dark = ''] = read('colours').split('@media screen and (prefers-color-scheme: dark)');
const named = (text: string): [string, string][] =>
  [...text.matchAll(/--([\w-]+): (#[0-9a-f]{3,6});/g)].map(([, name, colour]) => [name!, colour!]);
const schemes = {
  light: new Map(named(light)),
  dark: new Map([...named(light), ...named(dark)]),
};

/** Relative luminance, as WCAG 2.2 has it. */
function luminance(colour: string): number {
  const digits =
    colour.length === 4 ? [...colour.slice(1)].map((digit) => digit + digit) : colour.match(/\w\w/g)!;
  const [red, green, blue] = digits
    .map((pair) => parseInt(pair, 16) / 255)
    .map((part) => (part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(one: string, other: string): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high! + 0.05) / (low! + 0.05);
}

const on = (grounds: string[], ...inks: string[]): [string, string][] =>
  grounds.flatMap((ground) => inks.map((ink): [string, string] => [ink, ground]));

/** What is read on what. */
const texts = [
  ...on(['paper', 'card'], 'ink', 'muted', 'brand', 'brand-lively', 'link', 'visited', 'bad', 'east', 'west'),
  ...on(['brand-soft'], 'ink', 'muted', 'link', 'visited', 'brand'),
  ...on(['action', 'action-lively', 'bad-action', 'bad-action-lively', 'count'], 'on-action'),
  ...on(['hero'], 'on-hero', 'hero-muted'),
  ...on(['glow'], 'on-glow'),
  ...on(['brand-hover', 'east-soft', 'map-east', 'map-west', 'map-halo'], 'ink'),
  ...on(['east-soft'], 'east'),
  ...on(['west-soft'], 'west'),
  ...on(['east', 'west'], 'on-region'),
  ...on(['bad-soft'], 'bad-deep'),
  ...on(['warn-soft'], 'warn'),
  ...on(['quiet-soft'], 'quiet'),
];
/** What is told by its colour, beside what it lies on. */
const pictures = [
  ...on(['paper', 'card'], 'edge', 'east', 'west'),
  ...on(['card'], ...[...schemes.light.keys()].filter((name) => name.startsWith('part-'))),
  ...on(['track'], 'brand'),
  ...on(['map-east'], 'east'),
  ...on(['map-west'], 'west'),
  ...on(['map-ground'], 'map-motorway'),
  ...on(['hero'], 'glow'),
];

describe.each(['light', 'dark'] as const)('the colours of the portal, %s', (scheme) => {
  const tooFaint = (pairs: [string, string][], least: number): string[] =>
    pairs.flatMap(([ink, ground]) => {
      const found = contrast(schemes[scheme].get(ink)!, schemes[scheme].get(ground)!);
      return found < least ? [`${ink} on ${ground}: ${found.toFixed(2)}`] : [];
    });

  it('are told from what they lie on: 4.5 to 1 for texts, 3 to 1 for pictures (WCAG 2.2 AA)', () => {
    expect(tooFaint(texts, 4.5)).toEqual([]);
    expect(tooFaint(pictures, 3)).toEqual([]);
  });
});

describe('a colour', () => {
  it('has its place in colours.css alone, so that it has one for the dark', () => {
    for (const name of ['base', 'components', 'map']) {
      expect([name, read(name).match(/#[0-9a-f]{3,8}\b/gi)]).toEqual([name, null]);
    }
  });

  it('is another in the dark where it is a name of the light', () => {
    const [known, other] = [schemes.light, named(dark)];
    expect(other.filter(([name]) => !known.has(name))).toEqual([]);
    expect(other.length).toBeGreaterThan(30);
  });
});
