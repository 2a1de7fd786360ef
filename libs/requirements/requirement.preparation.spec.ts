import { expect, it } from '@jest/globals';
import type { PreparedRequirement, RequirementDraft } from './requirement.draft.js';
import { readRequirementDraft } from './requirement.preparation.js';

const draft = (more: Partial<RequirementDraft> = {}): RequirementDraft => ({
  buyerId: '01890000-0000-7000-8000-000000000001',
  title: 'Actuator bodies',
  origin: 'REGISTERED',
  ...more,
});
function prepared(more: Partial<RequirementDraft>): PreparedRequirement {
  const { errors, requirement } = readRequirementDraft(draft(more));
  expect(errors).toEqual([]);
  return requirement!;
}
const paths = (more: Partial<RequirementDraft>): string[] =>
  readRequirementDraft(draft(more)).errors.map(({ code, path }) => `${code} ${path.join('.')}`);

it('reads capabilities in the words of a need, and lets picked ones stand', () => {
  const { needs, warnings } = prepared({
    needs: [
      { phrase: 'wire EDM of punches', importance: 'must' },
      { phrase: 'holes', codes: ['wire-edm', 'wire-edm'], importance: 'should' },
      { phrase: 'quxfrobnication', importance: 'should' },
    ],
  });
  expect(needs[0]!.codes).toContain('wire-edm');
  expect(needs[1]).toEqual({ phrase: 'holes', codes: ['wire-edm'], picked: true, importance: 'should' });
  expect(needs[2]!.codes).toEqual([]);
  expect(warnings).toEqual([
    expect.objectContaining({ code: 'NEED_NOT_RECOGNISED', path: ['needs', '2', 'phrase'] }),
  ]);
});

it('reads certificates by name and by code', () => {
  const { certifications } = prepared({
    certifications: { required: ['AS9100 Rev D', 'ISO_9001'], desired: ['Nadcap Non-Destructive Testing'] },
  });
  expect(certifications).toEqual([
    expect.objectContaining({ scheme: 'AS9100', edition: 'D', importance: 'required' }),
    expect.objectContaining({ scheme: 'ISO_9001', importance: 'required' }),
    expect.objectContaining({ scheme: 'NADCAP', importance: 'desired', commodity: expect.any(String) }),
  ]);
});

it('refuses an unknown certificate in a form, and keeps it as text from an import', () => {
  const certifications = { required: ['Best Stall, Ashbourne'] };
  expect(paths({ certifications })).toEqual(['UNKNOWN_CERTIFICATE certifications.required.0']);
  const imported = prepared({ certifications, origin: 'OCDS' });
  expect(imported.certifications[0]).toMatchObject({ scheme: 'UNKNOWN', stated: 'Best Stall, Ashbourne' });
  expect(imported.warnings).toHaveLength(1);
});

it('tells all that is wrong at once, each at its field', () => {
  expect(
    paths({
      title: ' ',
      needs: [{ phrase: '', codes: ['flux-capacitors'], importance: 'must' }],
      sectors: ['Fish'],
      cpvCodes: ['42600000-2', '426'],
      valueGbp: -1,
      quantity: { perYear: 0, batch: 1.5 },
      maxDriveMinutes: 601,
      postcode: 'DE24 8S',
      closesOn: 'tomorrow',
      weights: { capability: -1 },
    }).sort(),
  ).toEqual([
    'INVALID_DATE closesOn',
    'INVALID_POSTCODE postcode',
    'INVALID_VALUE cpvCodes.1',
    'OUT_OF_RANGE maxDriveMinutes',
    'OUT_OF_RANGE quantity.batch',
    'OUT_OF_RANGE quantity.perYear',
    'OUT_OF_RANGE valueGbp',
    'OUT_OF_RANGE weights.capability',
    'REQUIRED needs.0.phrase',
    'REQUIRED title',
    'UNKNOWN_CAPABILITY needs.0.codes.0',
    'UNKNOWN_SECTOR sectors.0',
  ]);
});

it('puts fields into one form', () => {
  expect(
    prepared({ cpvCodes: ['42600000-2', '42600000'], postcode: 'cv36bd', regions: [], weights: {} }),
  ).toMatchObject({
    cpvCodes: ['42600000'],
    postcode: 'CV3 6BD',
    regions: null,
    weights: null,
    visibility: 'OPEN',
    state: 'DRAFT',
  });
});
