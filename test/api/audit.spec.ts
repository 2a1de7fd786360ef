import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { auditServer } from 'graphql-http';
import { type ApiKit, startApiKit } from './api.kit.js';

let kit: ApiKit;
beforeAll(async () => {
  // Some audits ask for types: introspection is on.
  kit = await startApiKit({ GRAPHQL_INTROSPECTION: '1' });
});
afterAll(() => kit.stop());

describe('GraphQL over HTTP', () => {
  it('passes every public audit, whatever its level', async () => {
    const results = await auditServer({ url: `${kit.url}/graphql`, fetchFn: fetch });
    const failed = results.flatMap((result) =>
      result.status === 'ok' ? [] : [`${result.id} ${result.name}: ${result.reason}`],
    );
    expect(failed).toEqual([]);
    expect(results).toHaveLength(61);
  });
});
