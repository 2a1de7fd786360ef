/**
 * Compiles apps and libs to dist/ with swc and copies every other file beside it (facts, templates); with `--tests` the
 * tests too. A file is compiled again only when it is newer than its output; outputs without a source are removed. The
 * packages that every process loads come into dist/vendor.
 */
import { transformFile } from '@swc/core';
import { copyFile, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { createHash } from 'node:crypto';
import { bundleVendored, packageOf, vendoredIn, VENDORED, withVendored } from './vendor.mjs';

const withTests = process.argv.includes('--tests');
const roots = ['apps', 'libs', 'test'];
const outDir = 'dist';
const stampFile = join(outDir, '.build');
const vendorFolder = join(outDir, 'vendor');
const vendorStamp = join(outDir, '.vendor');
// A new compiler or a new setting makes every output stale.
const fingerprint = createHash('sha256')
  .update(await readFile('.swcrc'))
  .update(await readFile('package.json'))
  .update(await readFile('package-lock.json'))
  .update(await readFile(new URL(import.meta.url)))
  .update(await readFile(new URL('./vendor.mjs', import.meta.url)))
  .digest('hex');

const exists = (path) => stat(path).catch(() => undefined);

async function* files(folder) {
  if (!(await exists(folder))) return;
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* files(path);
    else yield path;
  }
}

const isSource = (path) => path.endsWith('.ts') && !path.endsWith('.d.ts');
const isTest = (path) => /\.(spec|states)\.ts$|(^|\/)(testing|test)\//.test(path);
/** Read where they lie: what tests compare with is no part of the build. */
const isLeftOut = (path) => path.includes('__snapshots__') || (path.startsWith('test/') && !isSource(path));

async function compile(source, output) {
  const { code, map } = await transformFile(source, {
    sourceMaps: true,
    sourceFileName: relative(dirname(output), source),
    swcrc: true,
  });
  // Outside Jest's module system its globals are handed over by test/support/native.runner.ts.
  const linked = isTest(source) ? code.replace(/(["'])@jest\/globals\1/, '"#jest/globals"') : code;
  await writeFile(
    output,
    `${await withVendored(linked)}\n//# sourceMappingURL=${output.split('/').at(-1)}.map\n`,
  );
  await writeFile(`${output}.map`, map);
}

/** Vendored packages that a source names where it imports. */
const named = (text) =>
  [...text.matchAll(/(?:from|import\(|^import) ?'([^']+)'/gm)]
    .map(([, specifier]) => specifier)
    .filter((specifier) => VENDORED.has(packageOf(specifier)));

const started = performance.now();
if ((await readFile(stampFile, 'utf8').catch(() => '')) !== fingerprint)
  await rm(outDir, { recursive: true, force: true });
const wanted = new Set([stampFile]);
const testSources = [];
let compiled = 0;
for (const root of roots) {
  for await (const source of files(root)) {
    if (isLeftOut(source)) continue;
    const output = join(outDir, isSource(source) ? source.replace(/\.ts$/, '.js') : source);
    wanted.add(output);
    if (isSource(source)) wanted.add(`${output}.map`);
    if (isTest(source) && isSource(source)) testSources.push(source);
    if (isTest(source) && !withTests) continue;
    const [from, to] = [await stat(source), await exists(output)];
    if (to && to.mtimeMs >= from.mtimeMs) continue;
    await mkdir(dirname(output), { recursive: true });
    if (isSource(source)) await compile(source, output);
    else await copyFile(source, output);
    compiled += 1;
  }
}
for await (const output of files(outDir))
  if (!wanted.has(output) && output !== vendorStamp && !output.startsWith(vendorFolder)) await rm(output);
await mkdir(outDir, { recursive: true });

/**
 * Bundled anew when something else is imported; whoever compiles anew after an upgrade starts from an empty folder. What
 * tests import counts whether or not they are compiled: else their build would take the packages from under processes that start.
 */
async function bundle() {
  const imported = new Set();
  for (const output of wanted)
    if (output.endsWith('.js') && (await exists(output)))
      (await vendoredIn(await readFile(output, 'utf8'))).forEach((name) => imported.add(name));
  for (const source of testSources)
    named(await readFile(source, 'utf8')).forEach((name) => imported.add(name));
  const list = [...imported].sort().join('\n');
  if ((await readFile(vendorStamp, 'utf8').catch(() => '')) === list) return;
  await rm(vendorStamp, { force: true });
  await bundleVendored(imported, vendorFolder);
  await writeFile(vendorStamp, list);
}

if (compiled > 0 || !(await exists(vendorStamp))) await bundle();
await writeFile(stampFile, fingerprint);
if (compiled > 0)
  console.log(`Built ${compiled} files in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
