import type { Config, Logger } from '#lib/platform';

/** What the portal is made of; provided to its modules under this token. */
export interface WebRuntime {
  config: Config;
  log: Logger;
}

export const WEB_RUNTIME = Symbol('web runtime');
