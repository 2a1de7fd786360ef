import { expect, it } from '@jest/globals';
import { fromOpaqueId, newId, toOpaqueId, tryFromOpaqueId } from './ids.js';

it('turns a stored id into an opaque one and back', () => {
  const id = newId();
  const opaque = toOpaqueId('org', id);
  expect(opaque).toMatch(/^org_[0-9a-z]{26}$/);
  expect(fromOpaqueId('org', opaque)).toBe(id);
});

it.each([
  '',
  'org_',
  'org_zzzz',
  'req_01h455vb4pex5vsknk084sn02q',
  'nonsense',
  'org_01h455vb4pex5vsknk084sn02q; --',
])('finds nothing behind %j', (text) => {
  expect(tryFromOpaqueId('org', text)).toBeUndefined();
  expect(() => fromOpaqueId('org', text)).toThrow('nothing here');
});

it('draws ids in order of time', async () => {
  const first = newId();
  await new Promise((done) => setTimeout(done, 2));
  expect(newId() > first).toBe(true);
});
