import type { SupplierDraft } from '#lib/directory';
import { eventually } from '#lib/platform/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { type ApiKit, type Caller, pick, sumOf, startApiKit } from './api.kit.js';
import { commitSomething, textsOf } from './statement.counter.js';

const register = `mutation ($input: RegisterSupplierInput!) {
  registerSupplier(input: $input) {
    supplier { id name region employees annualTurnoverGbp capabilities { code } certificates { scheme validTo status } }
    errors { code message path }
  }
}`;
const update = `mutation ($input: UpdateSupplierInput!) {
  updateSupplier(input: $input) { supplier { id employees summary leadTimeDays } errors { code path } }
}`;
const read = `query ($id: ID!) { supplier(id: $id) { id name employees annualTurnoverGbp sizeBand leadTimeDays } }`;

const machinist = {
  name: 'Ashbourne Test Machining Ltd',
  postcode: 'DE24 8SE',
  summary: 'Five-axis milling of titanium for aerospace.',
  statedCapabilities: ['5-axis milling', 'CNC turning'],
  certificates: [{ stated: 'AS9100 Rev D', validTo: '2099-01-01' }],
  sectors: ['ADVANCED_MANUFACTURING'] satisfies SupplierDraft['markets'],
  employees: 42,
  annualTurnoverGbp: 4_200_000,
};

interface FoundEdge {
  score: number;
  node: { id: string };
  explanation: { eligible: boolean; criteria: unknown[] };
}

let kit: ApiKit;
let owner: Caller;
let stranger: Caller;
let officer: Caller;
let supplierId: string;
beforeAll(async () => {
  kit = await startApiKit();
  owner = await kit.person('owner@example.com');
  stranger = await kit.person('stranger@example.com');
  officer = await kit.person('officer@example.com', { staffRoles: ['OFFICER'] });
  const { data } = await kit.ask(register, { input: machinist }, owner.token);
  supplierId = data.registerSupplier.supplier.id;
});
afterAll(() => kit.stop());

const countSuppliers = async (): Promise<number> => {
  const [row] = await kit.db.reading().query<{ n: number }>('SELECT count(*)::int AS n FROM organisations');
  return row!.n;
};

describe('successful registration', () => {
  it('reads capabilities and certificates, finds the place, and makes the registrant the owner', async () => {
    const { data, errors } = await kit.ask(
      `query ($id: ID!) { supplier(id: $id) { region site { districtName } capabilities { code } certificates { scheme status } } me { memberships { organisationId role } } }`,
      { id: supplierId },
      owner.token,
    );
    expect(errors).toEqual([]);
    expect(data.supplier.region).toBe('EAST_MIDLANDS');
    expect(data.supplier.site.districtName).toBe('Derby');
    expect(pick(data.supplier.capabilities, 'code')).toContain('five-axis-milling');
    expect(data.supplier.certificates).toEqual([{ scheme: 'AS9100', status: 'VALID' }]);
    expect(data.me.memberships).toEqual([{ organisationId: supplierId, role: 'OWNER' }]);
  });

  it('is found by a typed search moments later, with reasons that add up to the score', async () => {
    const edge = await eventually('the supplier to be found', async () => {
      const { data, errors } = await kit.ask(
        `{ searchSuppliers(query: "5 axis milling AS9100 near Derby") {
             totalCount understood { facets { kind label key } text }
             facets { dimension values { value count } }
             edges { cursor score node { id } explanation { eligible criteria { name weight value contribution reason } } } } }`,
      );
      expect(errors).toEqual([]);
      const found = data.searchSuppliers;
      if (found.totalCount === 0) return undefined;
      expect(pick(found.understood.facets, 'kind')).toEqual(
        expect.arrayContaining(['CAPABILITY', 'CERTIFICATE', 'PLACE']),
      );
      return found.edges[0] as FoundEdge;
    });
    expect(edge.node.id).toBe(supplierId);
    const sum = sumOf(edge.explanation.criteria, 'contribution');
    expect(sum).toBeCloseTo(edge.score, 9);
    expect(edge.explanation.eligible).toBe(true);
  });

  it('is shown how a search was read, what is named twice once and with the material a name holds', async () => {
    const { data, errors } = await kit.ask(
      `{ twice: searchSuppliers(query: "powder coating RAL 7016") { understood { facets { key } } }
         held: searchSuppliers(query: "brass turned parts") { understood { facets { label } } } }`,
    );
    expect(errors).toEqual([]);
    expect(data.twice.understood.facets).toEqual([{ key: 'capability:powder-coating' }]);
    expect(pick(data.held.understood.facets, 'label')).toEqual(['Turned parts', 'Copper, brass and bronze']);
  });

  it('is shown the same to each caller by a list that asks for little of it, and less is read', async () => {
    const card = `__typename id name summary region sizeBand acceptingWork verified
      site { __typename postcode districtCode districtName region }`;
    const list = async (fields: string, token?: string): Promise<unknown> => {
      const { data, errors } = await kit.ask(
        `query { searchSuppliers(query: "5 axis milling", first: 5) { edges { node { ...shown } } } }
         fragment shown on Supplier { ${fields} }`,
        {},
        token,
      );
      expect(errors).toEqual([]);
      return pick(data.searchSuppliers.edges, 'node');
    };
    await kit.db.writing((ctx) => ctx.query(`UPDATE supplier_profiles SET published = '{}'`));
    const texts: string[] = [];
    const bands = new Set<unknown>();
    for (const caller of [undefined, owner, stranger, officer]) {
      const whole = await list(`${card} completeness`, caller?.token);
      await commitSomething(kit);
      let few: unknown;
      texts.push(...(await textsOf(async () => void (few = await list(card, caller?.token)))));
      expect(whole).toEqual(
        (few as object[]).map((supplier) => ({ ...supplier, completeness: expect.any(Number) })),
      );
      for (const { sizeBand } of few as { sizeBand: string }[]) bands.add(sizeBand);
    }
    expect([...bands].sort()).toEqual(['SMALL', 'UNKNOWN']);
    await kit.db.writing((ctx) => ctx.query(`UPDATE supplier_profiles SET published = DEFAULT`));
    expect(texts.filter((text) => text.includes('FROM certificates WHERE organisation_id = o.id'))).toEqual(
      [],
    );
  });

  it('may be changed by its owner, field by field', async () => {
    const { data } = await kit.ask(update, { input: { id: supplierId, leadTimeDays: 14 } }, owner.token);
    expect(data.updateSupplier.errors).toEqual([]);
    expect(data.updateSupplier.supplier).toMatchObject({ leadTimeDays: 14, employees: 42 });
  });
});

describe('what is private', () => {
  it.each([
    ['anybody', () => undefined, null],
    ['somebody of elsewhere', () => stranger.token, null],
    ['the owner', () => owner.token, 42],
    ['an officer', () => officer.token, 42],
  ])('shows to %s what is theirs to see', async (_, tokenOf, employees) => {
    const { data, errors } = await kit.ask(read, { id: supplierId }, tokenOf());
    expect(errors).toEqual([]);
    expect(data.supplier.employees).toBe(employees);
    expect(data.supplier.annualTurnoverGbp).toBe(employees === null ? null : 4_200_000);
    expect(data.supplier.sizeBand).toBe('SMALL');
  });
});

describe('failing registration', () => {
  it('refuses somebody who is not signed in, and changes nothing', async () => {
    const before = await countSuppliers();
    const { data, errors } = await kit.ask(register, { input: machinist });
    expect(data).toBeNull();
    expect(errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
    expect(await countSuppliers()).toBe(before);
  });

  it('names the field that is wrong, and changes nothing', async () => {
    const before = await countSuppliers();
    const { data } = await kit.ask(
      register,
      { input: { ...machinist, name: ' ', postcode: 'ZZ99 9ZZ' } },
      owner.token,
    );
    expect(data.registerSupplier.supplier).toBeNull();
    expect(pick(data.registerSupplier.errors, 'path')).toContainEqual(['name']);
    expect(await countSuppliers()).toBe(before);
  });

  it('names a wrong field as its sender wrote it, and takes blanks for nothing', async () => {
    const before = await countSuppliers();
    const errorsOf = async (wrong: object): Promise<unknown> => {
      const { data } = await kit.ask(register, { input: { ...machinist, ...wrong } }, owner.token);
      return data.registerSupplier.errors as unknown;
    };
    expect(await errorsOf({ postcode: '   ' })).toMatchObject([{ code: 'REQUIRED', path: ['postcode'] }]);
    expect(await errorsOf({ statedCapabilities: ['x'.repeat(201)] })).toMatchObject([
      { code: 'TOO_LONG', path: ['statedCapabilities', '0'] },
    ]);
    expect(await countSuppliers()).toBe(before);
  });

  it('rolls back all of a registration whose postcode is unknown', async () => {
    const before = await countSuppliers();
    const { data } = await kit.ask(register, { input: { ...machinist, postcode: 'AB10 1AA' } }, owner.token);
    expect(data.registerSupplier.errors).toEqual([
      expect.objectContaining({ code: 'INVALID_POSTCODE', path: ['postcode'] }),
    ]);
    expect(await countSuppliers()).toBe(before);
  });

  it('answers a change to what is not yours as one to what does not exist', async () => {
    const unknown = 'org_01h455vb4pex5vsknk084sn02q';
    const forbidden = await kit.ask(update, { input: { id: supplierId, summary: 'mine' } }, stranger.token);
    const missing = await kit.ask(update, { input: { id: unknown, summary: 'mine' } }, stranger.token);
    const bare = ({ data, errors }: typeof missing) => ({
      data,
      errors: errors.map(({ message, path, extensions: { code } }) => ({ message, path, code })),
    });
    expect(bare(forbidden)).toEqual(bare(missing));
    expect(forbidden.errors[0]?.extensions.code).toBe('NOT_FOUND');
    const { data } = await kit.ask(`query ($id: ID!) { supplier(id: $id) { summary } }`, { id: supplierId });
    expect(data.supplier.summary).toBe(machinist.summary);
  });

  it('answers an id of no shape as one that does not exist', async () => {
    const { data, errors } = await kit.ask(read, { id: "'; DROP TABLE organisations" });
    expect(data).toEqual({ supplier: null });
    expect(errors[0]?.extensions.code).toBe('NOT_FOUND');
  });
});

describe('importing a file', () => {
  const document = `mutation ($csv: String!) { importSuppliers(input: { csv: $csv }) { run { id state importSummary { read accepted rejected errors { row column value message } } } errors { code path message } } }`;
  const csv = [
    'name,postcode,capabilities,certifications',
    'Imported Castings Ltd,WS1 1AA,aluminium die casting,ISO 9001 until 2099-01-01',
    'Nowhere Ltd,QQ1 1QQ,turning,',
  ].join('\r\n');

  it('stores the good rows and names what is wrong with the bad', async () => {
    const { data, errors } = await kit.ask(document, { csv }, officer.token);
    expect(errors).toEqual([]);
    expect(data.importSuppliers.errors).toEqual([]);
    const { state, importSummary } = data.importSuppliers.run;
    expect(state).toBe('DONE');
    expect(importSummary).toMatchObject({ read: 2, accepted: 1, rejected: 1 });
    expect(importSummary.errors[0]).toMatchObject({ row: 3, column: 'postcode', value: 'QQ1 1QQ' });
    await eventually('the imported supplier to be found', async () => {
      const answer = await kit.ask(
        `{ searchSuppliers(query: "aluminium die casting") { edges { node { name } } } }`,
      );
      return pick(pick(answer.data.searchSuppliers.edges, 'node'), 'name').includes('Imported Castings Ltd');
    });
  });

  it('takes a file larger than other requests may be', async () => {
    const rows = Array.from(
      { length: 900 },
      (_, n) => `Bulk Foundry ${n} Ltd,WS1 1AA,${'sand casting; '.repeat(25)},`,
    );
    const large = ['name,postcode,capabilities,certifications', ...rows].join('\n');
    expect(large.length).toBeGreaterThan(300_000);
    const { data, status } = await kit.ask(document, { csv: large }, officer.token);
    expect(status).toBe(200);
    expect(data.importSuppliers.run.importSummary).toMatchObject({ read: 900, accepted: 900, rejected: 0 });
  });

  it('takes a workbook in base64, and says which sheet it read', async () => {
    const filed = `mutation ($file: String!, $csv: String) { importSuppliers(input: { file: $file, csv: $csv, name: "members.xlsx" }) { run { importSummary { sheet accepted errors { row column } } } errors { code path message } } }`;
    const file = await readFile('libs/imports/workbook/fixtures/members.xlsx', 'base64');
    const { data } = await kit.ask(filed, { file }, officer.token);
    expect(data.importSuppliers.run.importSummary).toEqual({
      sheet: 'Members & friends',
      accepted: 4,
      errors: [
        { row: 7, column: 'postcode' },
        { row: 8, column: 'capabilities' },
        { row: 8, column: 'employees' },
      ],
    });
    const old = await readFile('libs/imports/workbook/fixtures/members.xls', 'base64');
    const refused = await kit.ask(filed, { file: old }, officer.token);
    expect(refused.data.importSuppliers.errors).toMatchObject([{ code: 'BINARY', path: ['file'] }]);
    for (const variables of [{ file, csv }, { file: 'not in base64!' }]) {
      const { data: bad } = await kit.ask(filed, variables, officer.token);
      expect(bad.importSuppliers.errors).toMatchObject([{ code: 'INVALID_VALUE', path: ['file'] }]);
    }
    const { data: template } = await kit.ask('{ supplierWorkbookTemplate }');
    const again = await kit.ask(filed, { file: template.supplierWorkbookTemplate }, officer.token);
    expect(again.data.importSuppliers.run.importSummary).toMatchObject({ sheet: 'Suppliers', accepted: 0 });
  });

  it('answers at once when asked to work in the background, and says what can be done about it', async () => {
    const later = document.replace('csv: $csv', 'csv: $csv, inBackground: true, name: "Late list.csv"');
    const { data } = await kit.ask(later, { csv: csv.replaceAll('Castings', 'Foundries') }, officer.token);
    const { run } = data.importSuppliers;
    expect(run).toMatchObject({ state: 'QUEUED', importSummary: null });
    const about = `query ($id: ID!) { run(id: $id) { subject retryable undoable } importFindings(runId: $id) { row } }`;
    const { data: told } = await kit.ask(about, { id: run.id }, officer.token);
    expect(told).toEqual({
      run: { subject: 'Late list.csv', retryable: false, undoable: false },
      importFindings: [],
    });
    const forbidden = await kit.ask(about, { id: run.id }, owner.token);
    expect(forbidden.data).toEqual({ run: null, importFindings: null });
    for (const step of ['retryImport', 'undoImport']) {
      const mutation = `mutation ($id: ID!) { ${step}(id: $id) { run { id } errors { code path } } }`;
      const answer = await kit.ask(mutation, { id: run.id }, officer.token);
      expect(answer.data[step].errors).toMatchObject([{ path: ['id'] }]);
    }
    const refused = await kit.ask(later, { csv: 'a,b\n1,2' }, officer.token);
    expect(refused.data.importSuppliers).toMatchObject({ run: null, errors: [{ path: ['csv'] }] });
  });

  it('changes nothing for a file that is none, or for somebody who may not', async () => {
    const before = await countSuppliers();
    const refused = await kit.ask(document, { csv: 'a,b\n1,2' }, officer.token);
    expect(refused.data.importSuppliers.run).toBeNull();
    expect(refused.data.importSuppliers.errors[0]).toMatchObject({ code: 'WRONG_HEADER', path: ['csv'] });
    const forbidden = await kit.ask(document, { csv }, owner.token);
    expect(forbidden.errors[0]?.extensions.code).toBe('NOT_FOUND');
    expect(await countSuppliers()).toBe(before);
  });
});
