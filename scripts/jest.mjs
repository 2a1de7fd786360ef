/**
 * `npm test`, `npm run test:faults`, `npm run test:browser`: installs and builds what is missing, then runs one kind of
 * suite in Jest. Faults and browsers take minutes, and one process at a time.
 */
import { spawn } from 'node:child_process';
import { prepare, root } from './prerequisites.mjs';

const suites = {
  spec: [],
  faults: ['--testMatch', '**/test/faults/*.faults.ts', '--runInBand'],
  browser: [
    '--testMatch',
    '**/test/browser/*.browser.ts',
    '--globalSetup',
    '<rootDir>/dist/test/support/browser-setup.js',
    '--runInBand',
  ],
};
const [suite, ...options] = process.argv.slice(2);
if (!(suite in suites)) throw new Error(`No suite "${suite}"; there are ${Object.keys(suites).join(', ')}.`);

process.chdir(root);
prepare('--tests');
const jest = spawn(process.execPath, ['node_modules/jest/bin/jest.js', ...suites[suite], ...options], {
  stdio: 'inherit',
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => jest.kill(signal));
jest.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
