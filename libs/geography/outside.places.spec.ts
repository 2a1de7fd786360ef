import { describe, expect, it } from '@jest/globals';
import { findOutsidePlaces } from './outside.places.js';
import { gazetteer } from './town.gazetteer.js';

describe('places outside both regions', () => {
  it.each([
    ['welding Aberdeen', ['Aberdeen']],
    ['delivered to Hull', ['Hull']],
    ['Aberdeen or Hull', ['Aberdeen', 'Hull']],
    ['newcastle upon tyne or Leeds', ['Newcastle upon Tyne', 'Leeds']],
    ['pumps for south-wales', ['South Wales']],
  ])('%s', (text, names) => expect(findOutsidePlaces(text).map(({ name }) => name)).toEqual(names));

  it.each([
    'hull plates',
    'bath panels',
    'near Newcastle-under-Lyme',
    'reading glasses',
    'sandwich panels',
    'Leedson',
  ])('%s names none', (text) => expect(findOutsidePlaces(text)).toEqual([]));

  it('names none that the gazetteer can measure from', () => {
    const known = gazetteer().names;
    const text = known.map((name) => `near ${name}`).join('; ');
    const overlapping = findOutsidePlaces(text).filter(({ name }) => known.includes(name));
    expect(overlapping).toEqual([]);
  });
});
