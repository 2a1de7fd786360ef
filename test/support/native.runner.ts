import { AsyncLocalStorage } from 'node:async_hooks';
import { createRequire } from 'node:module';
import { relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type JestGlobals, useGlobals } from './jest.globals.js';

type Runner = (
  globalConfig: unknown,
  config: { rootDir: string },
  environment: { global: JestGlobals & Record<string, unknown>; moduleMocker: JestGlobals['jest'] },
  runtime: {
    unstable_shouldLoadAsEsm(path: string): boolean;
    unstable_importModule(path: string): Promise<unknown>;
  },
  ...rest: unknown[]
) => Promise<unknown>;

const circus = (createRequire(import.meta.url)('jest-circus/runner') as { default: Runner }).default;

/** Built-ins that matchers compare with what tests name: `expect.any(String)`. */
const shared = ['Array', 'BigInt', 'Boolean', 'Error', 'Function', 'Number', 'Object', 'String', 'Symbol'];

/**
 * Circus runs each test within a storage that it makes for the file and never disables. Left so, every promise of the
 * process is handed the values of all files before: a hundred properties each, to be written and collected.
 */
const storages = new Set<AsyncLocalStorage<unknown>>();
const storing = AsyncLocalStorage.prototype as { run: (...given: unknown[]) => unknown };
const runWithin = storing.run;
storing.run = function (this: AsyncLocalStorage<unknown>, ...given) {
  storages.add(this);
  return runWithin.apply(this, given);
};
const disableStorages = (): void => {
  storages.forEach((storage) => storage.disable());
  storages.clear();
};

/**
 * Jest's own runner, but test files and all they import are what was built, loaded by Node itself: as the product runs,
 * and once a worker. Jest's module system would link and evaluate NestJS, Apollo and TypeORM anew for each file.
 */
const run: Runner = (globalConfig, config, environment, runtime, ...rest) => {
  for (const name of shared) environment.global[name] = globalThis[name as keyof typeof globalThis];
  runtime.unstable_shouldLoadAsEsm = () => true;
  runtime.unstable_importModule = (path) => {
    useGlobals({ ...environment.global, jest: environment.moduleMocker });
    const built = resolve(config.rootDir, 'dist', relative(config.rootDir, path)).replace(/\.ts$/, '.js');
    return import(pathToFileURL(built).href);
  };
  return circus(globalConfig, config, environment, runtime, ...rest).finally(disableStorages);
};
export default run;
