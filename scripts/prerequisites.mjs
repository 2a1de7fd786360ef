/** What every command needs before our own code can run: a fitting Node and the packages of the lock file. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { oneAtATime } from './preparing.lock.mjs';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(
      `Midlands Match needs Node 20.19 or newer; this is ${process.version}. Get it from https://nodejs.org.`,
    );
    process.exit(1);
  }
}

const packagesIn = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : {});

/** npm writes what it installed beside the packages, as its last step. */
function areInstalled() {
  const installed = packagesIn(`${root}/node_modules/.package-lock.json`);
  return Object.entries(packagesIn(`${root}/package-lock.json`)).every(
    ([place, { version, optional, devOptional }]) =>
      place === '' || optional || devOptional || installed[place]?.version === version,
  );
}

/** Installs when what is there is not what the lock file says, whoever installed it. */
export function installPackages() {
  if (areInstalled()) return;
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
}

export function build(...options) {
  execFileSync(process.execPath, [`${root}/scripts/build.mjs`, ...options], { cwd: root, stdio: 'inherit' });
}

export function prepare(...buildOptions) {
  checkNode();
  oneAtATime(`${root}/.preparing`, () => {
    installPackages();
    build(...buildOptions);
  });
}
