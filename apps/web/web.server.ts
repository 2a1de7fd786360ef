import { type Config, createLogger, type Logger, NestLogger, newId } from '#lib/platform';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import cookie from '@fastify/cookie';
import type { FastifyInstance } from 'fastify';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { policyOf } from './page.policy.js';
import { FormAddresses } from './form.addresses.js';
import { readUploads } from './upload.js';
import { WebModule } from './web.module.js';

export interface WebOptions {
  /** 0 takes a free one; default is that of the configuration. */
  port?: number;
  log?: Logger;
}

export interface RunningWeb {
  /** Base address, without a slash at its end. */
  url: string;
  stop(): Promise<void>;
}

/** Pages are made for each visitor: little effort saves most of the bytes (3 takes two thirds of the time of 4, for 6 % more). */
const quick = { params: { [constants.BROTLI_PARAM_QUALITY]: 3 } };

function addHooks(server: FastifyInstance, config: Config): void {
  const secure = config.publicUrl.startsWith('https:');
  server.addHook('onRequest', (request, reply, done) => {
    void reply.headers({
      'x-request-id': request.id,
      'content-security-policy': policyOf(request),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      ...(secure ? { 'strict-transport-security': 'max-age=31536000' } : {}),
    });
    done();
  });
  server.addHook('onSend', (request, reply, payload, done) => {
    const type = String(reply.getHeader('content-type'));
    if (typeof payload !== 'string' || payload.length < 1_024 || !type.startsWith('text/')) {
      done(null, payload);
      return;
    }
    void reply.header('vary', 'accept-encoding');
    const accepted = String(request.headers['accept-encoding'] ?? '');
    const encoding = /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : undefined;
    if (encoding === undefined) {
      done(null, payload);
      return;
    }
    void reply.header('content-encoding', encoding).removeHeader('content-length');
    done(null, encoding === 'br' ? brotliCompressSync(payload, quick) : gzipSync(payload));
  });
}

/** Starts the portal. It reaches data through the API at `config.apiUrl` alone. */
export async function startWeb(config: Config, options: WebOptions = {}): Promise<RunningWeb> {
  const log = options.log ?? createLogger(config, 'web');
  const adapter = new FastifyAdapter({
    // Rows of an import are pasted into a form.
    bodyLimit: 4 * 1024 * 1024,
    genReqId: () => newId(),
    forceCloseConnections: 'idle',
    trustProxy: config.trustedProxies ?? false,
  });
  const app = await NestFactory.create<NestFastifyApplication>(WebModule.with({ config, log }), adapter, {
    logger: new NestLogger(log),
    abortOnError: false,
  });
  await app.register(cookie);
  addHooks(adapter.getInstance(), config);
  readUploads(adapter.getInstance());
  FormAddresses.watch(adapter.getInstance());
  // Sample people may be signed in as without a password: such a portal is for this machine alone.
  await app.listen(options.port ?? config.webPort, config.demo ? 'localhost' : '0.0.0.0');
  const { port } = app.getHttpServer().address() as { port: number };
  const url = `http://localhost:${port}`;
  log.info({ url }, 'portal listening');
  return { url, stop: () => app.close() };
}
