import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  buildClientSchema,
  getIntrospectionQuery,
  type IntrospectionQuery,
  lexicographicSortSchema,
  printSchema,
} from 'graphql';
import { readFile, writeFile } from 'node:fs/promises';
import { type ApiKit, startApiKit } from './api.kit.js';

const schemaFile = 'schema.graphql';

let kit: ApiKit;
beforeAll(async () => {
  kit = await startApiKit({ GRAPHQL_INTROSPECTION: '1' });
});
afterAll(() => kit.stop());

describe('the schema', () => {
  it('is the committed schema.graphql; UPDATE_SCHEMA=1 writes it anew', async () => {
    const { data } = await kit.ask(getIntrospectionQuery());
    const schema = buildClientSchema(data as IntrospectionQuery);
    const text = `${printSchema(lexicographicSortSchema(schema))}\n`;
    if (process.env.UPDATE_SCHEMA === '1') await writeFile(schemaFile, text);
    expect(text).toBe(await readFile(schemaFile, 'utf8'));
  });

  it('declares an access for every operation', () => {
    const table = Object.fromEntries(
      kit.operations.map(({ kind, name, access }) => [`${kind}.${name}`, access]),
    );
    expect(table).toMatchSnapshot();
    expect(Object.values(table)).not.toContain(undefined);
  });
});
