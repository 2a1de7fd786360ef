import { RunService } from '#lib/platform';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Client, createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { type ApiKit, startApiKit } from './api.kit.js';

const runs = new RunService();
let kit: ApiKit;
const clients: Client[] = [];
beforeAll(async () => {
  kit = await startApiKit();
});
afterAll(async () => {
  for (const client of clients) await client.dispose();
  await kit.stop();
});

function connect(token?: string): Client {
  const client = createClient({
    url: `${kit.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: token === undefined ? {} : { authorization: `Bearer ${token}` },
    retryAttempts: 0,
  });
  clients.push(client);
  return client;
}

const progress = `subscription ($id: ID) { matchProgress(runId: $id) { id state done total } }`;

describe('matchProgress', () => {
  it('follows a re-match that an officer has started to its end, and ends', async () => {
    const { token } = await kit.person('officer@example.com', { staffRoles: ['OFFICER'] });
    const started = await kit.ask('mutation { rerankAll { run { id state } errors { code } } }', {}, token);
    const { id, state } = started.data.rerankAll.run as { id: string; state: string };
    expect(state).toBe('QUEUED');
    const row = await runs.latest(kit.db.reading(), 'MATCH');
    const seen: unknown[] = [];
    for await (const { data } of connect(token).iterate({ query: progress, variables: { id } })) {
      const run = (data as { matchProgress: { done: number; state: string } }).matchProgress;
      seen.push(run.state);
      if (run.state === 'QUEUED') await kit.db.writing((ctx) => runs.report(ctx, row!.id, 1, 2));
      if (run.state === 'RUNNING') await kit.db.writing((ctx) => runs.finish(ctx, row!.id, 'DONE', null));
    }
    expect(seen).toEqual(['QUEUED', 'RUNNING', 'DONE']);
  });

  it('refuses somebody who is not signed in', async () => {
    const answers = connect().iterate({ query: progress });
    const { value } = await answers.next();
    expect(JSON.stringify(value)).toContain('UNAUTHENTICATED');
  });

  it('closes the connection of a bad token at once', async () => {
    await expect(connect('mm_bad').iterate({ query: progress }).next()).rejects.toMatchObject({ code: 4403 });
  });

  it('does not serve queries and mutations beside', async () => {
    const { token } = await kit.person('other@example.com');
    const answers = connect(token).iterate({ query: '{ sectors { code } }' });
    await expect(answers.next()).rejects.toEqual([
      expect.objectContaining({ extensions: { code: 'BAD_REQUEST' } }),
    ]);
  });

  it('does not show an import to somebody else', async () => {
    const { token } = await kit.person('nosy@example.com');
    const run = await kit.db.writing((ctx) => runs.begin(ctx, 'IMPORT', 'suppliers.csv', null));
    const query = 'subscription ($id: ID) { importProgress(runId: $id) { subject } }';
    const { value } = await connect(token)
      .iterate({ query, variables: { id: run.id } })
      .next();
    expect(JSON.stringify(value)).toContain('NOT_FOUND');
    expect(JSON.stringify(value)).not.toContain('suppliers.csv');
  });
});
