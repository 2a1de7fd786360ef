import { describe, expect, it } from '@jest/globals';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const root = process.cwd();
const { importsOf, packageOf, VENDORED, vendoredIn, withVendored } = (await import(
  join(root, 'scripts', 'vendor.mjs')
)) as {
  importsOf: (code: string) => Promise<{ specifier: string }[]>;
  packageOf: (specifier: string) => string;
  VENDORED: ReadonlySet<string>;
  vendoredIn: (code: string) => Promise<string[]>;
  withVendored: (code: string) => Promise<string>;
};

describe('packages taken into dist/vendor', () => {
  it('are imported from there, and no others', async () => {
    const code = [
      `import { z } from "zod";`,
      `import "reflect-metadata";`,
      `export { of } from 'rxjs';`,
      `const text = 'import "zod"'; await import("typeorm/driver/types.js"); await import(text);`,
      `import { pino } from "pino";`,
    ].join('\n');

    const built = await withVendored(code);

    expect(built.split('\n')).toEqual([
      `import { z } from "#vendor/zod";`,
      `import "#vendor/reflect-metadata";`,
      `export { of } from '#vendor/rxjs';`,
      `const text = 'import "zod"'; await import("#vendor/typeorm/driver/types.js"); await import(text);`,
      `import { pino } from "pino";`,
    ]);
    expect(await vendoredIn(built)).toEqual(['zod', 'reflect-metadata', 'rxjs', 'typeorm/driver/types.js']);
  });

  // A package that stayed outside would bring in a second copy of them, whose classes are others.
  it('are imported by no package that stayed outside', async () => {
    const outside = await importedOutside();
    expect(outside).toContain('pino');

    const twice = await Promise.all(
      [...outside].map(async (name) => {
        const path = join(root, 'node_modules', name, 'package.json');
        const { dependencies = {}, peerDependencies = {} } = JSON.parse(await readFile(path, 'utf8')) as {
          dependencies?: object;
          peerDependencies?: object;
        };
        return Object.keys({ ...dependencies, ...peerDependencies })
          .filter((needed) => VENDORED.has(needed))
          .map((needed) => `${name} imports ${needed}`);
      }),
    );

    expect(twice.flat()).toEqual([]);
  });
});

/** Packages that compiled code of the product imports from where they were installed. */
async function importedOutside(): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const folder of ['apps', 'libs'])
    for (const entry of await readdir(join(root, 'dist', folder), { recursive: true }))
      if (entry.endsWith('.js') && !entry.endsWith('.spec.js'))
        for (const { specifier } of await importsOf(
          await readFile(join(root, 'dist', folder, entry), 'utf8'),
        ))
          if (!/^(?:[.#]|node:)/.test(specifier)) found.add(packageOf(specifier));
  return found;
}
