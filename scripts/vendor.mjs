/**
 * Puts the packages that every process loads into a few files, dist/vendor: Node's loader opens, parses and links each
 * of their 2,700 modules by itself, which took half of a start. Our code imports them from there.
 */
import { init, parse } from 'es-module-lexer';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * Taken together, since they import one another and each must be there once: whoever imports one of them belongs here
 * as soon as our code imports it.
 */
export const VENDORED = new Set([
  '@apollo/server',
  '@fastify/cookie',
  '@nestjs/apollo',
  '@nestjs/common',
  '@nestjs/core',
  '@nestjs/graphql',
  '@nestjs/platform-express',
  '@nestjs/platform-fastify',
  '@nestjs/testing',
  'bullmq',
  'dataloader',
  'fastify',
  'graphql',
  'graphql-http',
  'graphql-jit',
  'graphql-ws',
  'ioredis',
  'prom-client',
  'reflect-metadata',
  'rxjs',
  'typeorm',
  'zod',
]);
/** What they look for and do without, what loads files of its own, and what TypeORM loads by a name it works out. */
const LEFT_OUT = new Set([
  '@apollo/gateway',
  '@apollo/subgraph',
  '@fastify/multipart',
  '@fastify/static',
  '@fastify/view',
  '@nestjs/microservices',
  '@nestjs/websockets',
  'class-transformer',
  'class-validator',
  'pg',
  'pino',
  'ts-morph',
]);

export const packageOf = (specifier) => specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');

const PLACE = '#vendor/';

/** What code imports by a name that is written down, `specifier`, and where that stands. */
export async function importsOf(code) {
  await init;
  return parse(code)[0].filter(({ specifier }) => typeof specifier === 'string');
}

/** The same code, importing vendored packages from `#vendor/`. */
export async function withVendored(code) {
  let [text, from] = ['', 0];
  for (const { type, specifier, start, end } of await importsOf(code)) {
    if (!VENDORED.has(packageOf(specifier))) continue;
    // Of a dynamic import the quotes belong to what is found.
    text += code.slice(from, start) + (type === 'dynamic' ? `"${PLACE}${specifier}"` : PLACE + specifier);
    from = end;
  }
  return text + code.slice(from);
}

/** What compiled code imports from `#vendor/`. */
export const vendoredIn = async (code) =>
  (await importsOf(code))
    .filter(({ specifier }) => specifier.startsWith(PLACE))
    .map(({ specifier }) => specifier.slice(PLACE.length));

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/** A module that hands on what Node finds in another, be it CommonJS or not. */
async function handsOn(specifier) {
  const names = Object.keys(await import(specifier)).filter((name) => IDENTIFIER.test(name));
  return names.length > 0
    ? `export { ${names.join(', ')} } from ${JSON.stringify(specifier)};`
    : `import ${JSON.stringify(specifier)};`;
}

/**
 * Bundles what is imported of the vendored packages into a folder, one entry for each specifier. Beside its place, and put
 * there whole: a process that starts meanwhile finds all of the old or all of the new.
 */
export async function bundleVendored(specifiers, folder) {
  const [made, left] = [`${folder}.new`, `${folder}.old`];
  await rm(made, { recursive: true, force: true });
  const entries = join(made, 'entries');
  const input = {};
  for (const specifier of specifiers) {
    const file = join(entries, `${specifier}.mjs`);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, await handsOn(specifier));
    input[specifier] = file;
  }
  // Most builds have nothing to bundle.
  const { build } = await import('rolldown');
  await build({
    input,
    platform: 'node',
    external: (name) => LEFT_OUT.has(packageOf(name)),
    logLevel: 'warn',
    output: {
      dir: made,
      format: 'esm',
      entryFileNames: '[name].js',
      chunkFileNames: 'chunks/[name]-[hash].js',
      // Nest and TypeORM call things by the names of their classes.
      keepNames: true,
      // Decorators of classes that import one another in a circle ask for each other's types.
      strictExecutionOrder: true,
      comments: false,
    },
  });
  await rm(entries, { recursive: true });
  await rm(left, { recursive: true, force: true });
  await rename(folder, left).catch((error) => {
    if (error.code !== 'ENOENT') throw error;
  });
  await rename(made, folder);
  await rm(left, { recursive: true, force: true });
}
