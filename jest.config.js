/** Jest in native ES-module mode: run through `npm test` or `npm run jest`, which build first. */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest'] },
  moduleNameMapper: {
    '^#lib/(.*)$': '<rootDir>/libs/$1/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  // Both run from dist/: Jest loads them outside its module mapping.
  globalSetup: '<rootDir>/dist/test/support/global-setup.js',
  globalTeardown: '<rootDir>/dist/test/support/global-teardown.js',
  setupFiles: ['<rootDir>/test/support/setup.ts'],
  // Generous: machines are shared, and a slow one must not look like a broken one.
  testTimeout: 120_000,
  maxWorkers: 2,
};
