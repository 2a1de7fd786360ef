import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Registry } from 'prom-client';

export interface HealthOptions {
  port: number;
  /** Reasons why this process cannot do its work; none when it can. */
  reasons: () => Promise<string[]>;
  registry: Registry;
}

/** Answers /livez, /readyz and /metrics, and nothing else. */
export async function startHealthServer(
  options: HealthOptions,
): Promise<{ url: string; stop: () => Promise<void> }> {
  const server = createServer((request, response) => {
    answer(request.url ?? '/', response, options).catch((error: unknown) =>
      send(response, 500, { error: error instanceof Error ? error.message : 'failed' }),
    );
  });
  await new Promise<void>((done, failed) => {
    server.once('error', failed);
    server.listen(options.port, done);
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, stop: () => close(server) };
}

async function answer(url: string, response: ServerResponse, options: HealthOptions): Promise<void> {
  switch (url.split('?')[0]) {
    case '/livez':
      return send(response, 200, { status: 'alive' });
    case '/readyz': {
      const reasons = await options.reasons();
      return send(response, reasons.length === 0 ? 200 : 503, {
        status: reasons.length === 0 ? 'ready' : 'not ready',
        reasons,
      });
    }
    case '/metrics':
      response.writeHead(200, { 'content-type': options.registry.contentType });
      response.end(await options.registry.metrics());
      return;
    default:
      return send(response, 404, { error: 'not found' });
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}

function close(server: Server): Promise<void> {
  return new Promise((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });
}
