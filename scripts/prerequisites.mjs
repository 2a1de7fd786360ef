/** What every command needs before our own code can run: a fitting Node and the packages of the lock file. */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stamp = `${root}/node_modules/.cache/installed`;

export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(
      `Midlands Match needs Node 20.19 or newer; this is ${process.version}. Get it from https://nodejs.org.`,
    );
    process.exit(1);
  }
}

/** Installs when the lock file is not the one that was installed last. */
export function installPackages() {
  const wanted = createHash('sha256')
    .update(readFileSync(`${root}/package-lock.json`))
    .digest('hex');
  const found = existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';
  if (found === wanted) return;
  console.log('Installing packages …');
  const npm = process.env.npm_execpath;
  const [command, args] = npm ? [process.execPath, [npm]] : ['npm', []];
  const { status } = spawnSync(command, [...args, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) {
    console.error('The packages could not be installed; the messages above say why.');
    process.exit(status ?? 1);
  }
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}

export function build(...options) {
  execFileSync(process.execPath, [`${root}/scripts/build.mjs`, ...options], { cwd: root, stdio: 'inherit' });
}

export function prepare(...buildOptions) {
  checkNode();
  installPackages();
  build(...buildOptions);
}
