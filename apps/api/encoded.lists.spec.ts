import { describe, expect, it } from '@jest/globals';
import { buildSchema, parse } from 'graphql';
import { readFileSync } from 'node:fs';
import { compileWithEncodedLists } from './encoded.lists.js';
import { compileOperation } from './query.compiler.js';
import { EncodedPart, encodeResult } from './result.encoder.js';

const schema = buildSchema(readFileSync('schema.graphql', 'utf8'));
const document = parse(
  '{ searchSuppliers { totalCount facets { dimension values { value count } } edges { score node { name } } } }',
);
const found = {
  totalCount: 1,
  facets: [{ dimension: 'REGIONS', values: [{ value: 'EAST_MIDLANDS', count: 1 }] }],
  edges: [{ score: 0.5, node: { name: 'Tame “Turning”' } }],
};

// A list that cannot be encoded is answered by plain execution, so that the answers alone would not tell.
describe('two shared lists of one document', () => {
  it('are read compiled the first time, and sent as bytes from the second time on', async () => {
    const run = compileWithEncodedLists(schema, document, () => compileOperation(schema, document, null))!;
    const ask = async () =>
      (await run({ searchSuppliers: found }, undefined, {})) as {
        data: { searchSuppliers: { facets: unknown; edges: unknown } };
      };
    const first = await ask();
    expect(first).toEqual({ data: { searchSuppliers: found } });
    const second = await ask();
    expect(second.data.searchSuppliers.facets).toBeInstanceOf(EncodedPart);
    expect(second.data.searchSuppliers.edges).toBeInstanceOf(EncodedPart);
    expect(encodeResult(second).toString()).toBe(encodeResult(first).toString());
    expect((await ask()).data.searchSuppliers.edges).toBe(second.data.searchSuppliers.edges);
  });
});

describe('an answer around one encoded list', () => {
  const part = new EncodedPart(Buffer.from('["kept"]'));

  it('is the very same bytes while what stands around is the same, and others when it is not', () => {
    const first = encodeResult({ data: { title: 'one', list: part } });
    expect(first.toString()).toBe('{"data":{"title":"one","list":["kept"]}}\n');
    expect(encodeResult({ data: { title: 'one', list: part } })).toBe(first);
    expect(encodeResult({ data: { title: 'two', list: part } }).toString()).toBe(
      '{"data":{"title":"two","list":["kept"]}}\n',
    );
    expect(encodeResult({ data: { title: 'one', list: part } }).toString()).toBe(first.toString());
  });
});
