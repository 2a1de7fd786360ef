/** Runs what was built (docs/decisions/0020): use `npm test` or `npm run jest`, which build first. */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts'],
  transform: {},
  testRunner: '<rootDir>/dist/test/support/native.runner.js',
  testSequencer: '<rootDir>/dist/test/support/longest.first.js',
  globalSetup: '<rootDir>/dist/test/support/global-setup.js',
  globalTeardown: '<rootDir>/dist/test/support/global-teardown.js',
  setupFilesAfterEnv: ['<rootDir>/test/support/setup.ts'],
  // Generous: machines are shared, and a slow one must not look like a broken one.
  testTimeout: 120_000,
  maxWorkers: 2,
  // A process gives back a gigabyte of objects when it ends, which takes more than Jest's half second on a busy machine.
  workerGracefulExitTimeout: 15_000,
};
