import { describe, expect, it } from '@jest/globals';
import { fullAnswer } from '../testing/answer.samples.js';
import { supplierPageQuery } from './document.operations.js';
import { supplierView } from './supplier.view.js';

describe("a supplier's page", () => {
  it('says of each capability once what the supplier is to it', () => {
    const { supplier, zones } = fullAnswer(supplierPageQuery);
    const [claim] = supplier!.capabilities;
    const claims = (
      [
        ['machining', 'PROCESS', 'PERFORMS'],
        ['machining', 'PROCESS', 'SELLS'],
        ['heat-treatment', 'PROCESS', 'BUYS_IN'],
        ['shafts', 'PRODUCT', 'PERFORMS'],
        ['lathes', null, 'HIRES'],
      ] as const
    ).map(([code, kind, role]) => ({ ...claim!, code, kind, role }));
    const { kinds } = supplierView({ ...supplier!, site: null, capabilities: claims }, zones);
    expect(kinds.map(({ label, items }) => [label, items.map(({ code }) => code)])).toEqual([
      ['Does', ['machining']],
      ['Makes', ['shafts']],
      ['Has done by others', ['heat-treatment']],
      ['Hires out', ['lathes']],
    ]);
  });
});
