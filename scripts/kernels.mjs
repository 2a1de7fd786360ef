/** Kernels of the engine: each `*.wat` assembled to a `*.kernel.ts` beside it, for `npm run generate`. */
import { Buffer } from 'node:buffer';
import { readdir, readFile } from 'node:fs/promises';
import wabt from 'wabt';

export const kernels = 'libs/matching/kernels/';
const features = { simd: true, threads: true, bulk_memory: true };
const camel = (name) => name.replaceAll(/\.(\w)/g, (_, letter) => letter.toUpperCase());

/** Path from the root, and text, of what each kernel is assembled to. */
export async function assembleKernels(root) {
  const { parseWat } = await wabt();
  const names = (await readdir(root + kernels)).filter((name) => name.endsWith('.wat')).sort();
  return Promise.all(
    names.map(async (file) => {
      const name = file.slice(0, -'.wat'.length);
      const { buffer } = parseWat(file, await readFile(root + kernels + file), features).toBinary({});
      return [
        `${kernels}${name}.kernel.ts`,
        `// Made by \`npm run generate\`. Change ${file} instead.\nexport const ${camel(name)}Kernel =\n  '${Buffer.from(buffer).toString('base64')}';\n`,
      ];
    }),
  );
}
