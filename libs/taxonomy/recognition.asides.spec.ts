import { describe, expect, it } from '@jest/globals';
import { asidePassages } from './recognition.asides.js';

/** What is left of a text when the firm's words about itself are taken out. */
const left = (text: string): string => {
  let rest = text;
  for (const { start, end } of asidePassages(text))
    rest = rest.slice(0, start) + ' '.repeat(end - start) + rest.slice(end);
  return rest.replace(/\s+/g, ' ').trim();
};

describe('what a firm says of itself', () => {
  it.each([
    ['We bend tube. We support local charities, schools and the air ambulance.', 'We bend tube.'],
    ['Our apprentices attend Derby College one day a week.', ''],
    ['All staff enjoy a pension, free fruit and a bike scheme. Gears are cut.', 'Gears are cut.'],
    ['Registered office: Unit 4, The Foundry, Forge Lane, Wolverhampton.', ''],
    ['Please read our privacy policy. Castings in iron.', 'Castings in iron.'],
    ['There are solar panels on the roof, and we recycle all cardboard.', ','],
    ['Founded by Bill Smith in a railway arch, we machine gearbox parts.', ', we machine gearbox parts.'],
    ['We machine titanium, and sponsor the under-12s football team.', 'We machine titanium,'],
    ['Based on Forge Lane in Dudley, we weld frames.', 'Based on in Dudley, we weld frames.'],
    ['We take data protection very seriously.', ''],
  ])('%s', (text, rest) => {
    expect(left(text)).toBe(rest);
  });

  it.each([
    'We install solar panels on domestic and commercial buildings.',
    'Websites and apps are built for manufacturers.',
    'Apprenticeships in welding, with a test centre of our own.',
    'Set up in 1961 as a foundry, still pouring iron daily.',
    'Our staff machine titanium and Inconel on five axes.',
    'Rubber is mixed next door to our recipe.',
    'Set up by two former foundrymen.',
    'Charity shop fittings and exhibition stands.',
  ])('keeps what is offered: %s', (text) => {
    expect(asidePassages(text)).toEqual([]);
  });

  it('does not stumble over anything', () => {
    expect(asidePassages('')).toEqual([]);
    expect(left('we we we, sponsors the')).toBe('we we we,');
  });
});
