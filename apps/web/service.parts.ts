import type { PartState, ServicePart } from './schema.types.js';

const parts: Readonly<Record<ServicePart, string>> = {
  STORE: 'Database',
  MATCHING: 'Search and matches',
  BACKGROUND: 'Work behind the scenes',
  MAIL: 'Letters',
};

const states: Readonly<Record<PartState, { word: string; colour: string }>> = {
  WORKING: { word: 'Works', colour: 'green' },
  BEHIND: { word: 'Late', colour: 'yellow' },
  DOWN: { word: 'Does not work', colour: 'red' },
};

/** A part of the service as pages show it. */
export interface ShownPart {
  label: string;
  summary: string;
  word: string;
  colour: string;
}

/** A part of the service with how it does, in words. */
export const shownPart = (one: { part: ServicePart; state: PartState; summary: string }): ShownPart => ({
  label: parts[one.part],
  summary: one.summary,
  ...states[one.state],
});

/** What is shown when nothing behind the pages answers. */
export const silence: readonly ShownPart[] = [
  {
    label: 'Everything behind the pages',
    summary: 'It does not answer: it is starting, or being brought up to date.',
    ...states.DOWN,
  },
];
