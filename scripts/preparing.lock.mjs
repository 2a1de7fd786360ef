/** One command at a time installs and builds: two at once would take each other's packages away. */
import { linkSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';

const LOOK_MS = 250;
/** No installation takes as long: its process has gone, and another has its number. */
const LONGEST_MS = 30 * 60_000;

const sleep = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** What stands in the lock, and whether the process that wrote it is gone; undefined when there is no lock. */
function look(file) {
  try {
    const holder = readFileSync(file, 'utf8');
    const left = !isAlive(Number(holder)) || Date.now() - statSync(file).mtimeMs > LONGEST_MS;
    return { holder, left };
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Takes away the lock of a process, and of no other that may have been quicker than us. */
function remove(file, holder) {
  const aside = `${file}.${process.pid}.gone`;
  try {
    renameSync(file, aside);
    if (readFileSync(aside, 'utf8') !== holder) linkSync(aside, file);
    rmSync(aside, { force: true });
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}

/** A link is made whole or not at all, and never over another. */
function take(file) {
  const draft = `${file}.${process.pid}`;
  try {
    writeFileSync(draft, String(process.pid));
    linkSync(draft, file);
    return true;
  } catch (error) {
    // Where nothing can be written nobody installs or builds either.
    if (error.code === 'EACCES' || error.code === 'EROFS') return true;
    if (error.code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * Does the work while no other process does its own under the same lock; whoever comes second waits, and says so.
 * @param {string} file names the lock; of a process that has gone the next takes it over
 * @param {() => void} work without a pause: the lock goes when it returns, throws, or ends the process
 */
export function oneAtATime(file, work) {
  for (let told; !take(file);) {
    const found = look(file);
    if (found?.left) remove(file, found.holder);
    if (!found || found.left) continue;
    if (found.holder !== told)
      console.log(`Another command (process ${found.holder}) installs and builds: waiting for it …`);
    told = found.holder;
    sleep(LOOK_MS);
  }
  const release = () => remove(file, String(process.pid));
  process.once('exit', release);
  try {
    work();
  } finally {
    process.off('exit', release);
    release();
  }
}
