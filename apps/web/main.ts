import 'reflect-metadata';
import { ConfigError, createLogger, outliveLostFailures, readConfig, untilAsked } from '#lib/platform';
import { startWeb } from './web.server.js';

// The portal opens no store: it knows the address of the API and nothing else.
try {
  const config = readConfig();
  const log = createLogger(config, 'web');
  outliveLostFailures(log);
  const asked = untilAsked();
  const web = await startWeb(config, { log });
  log.info({ reason: await asked }, 'web is finishing');
  await web.stop();
  process.exit(0);
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
}
