import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { DigestContent } from './digest.content.js';

/** Size in CSS pixels; the picture has twice as many, for sharp screens. */
export const CHART_SIZE = { width: 560, height: 120 } as const;
const GAP = 8;
const SCALE = 2;

let ready: Promise<void> | undefined;

/** The renderer is loaded when the first chart is drawn. */
function prepare(): Promise<void> {
  ready ??= readFile(createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm')).then((wasm) =>
    initWasm(wasm),
  );
  return ready;
}

/**
 * New matches week by week as bars, this week's last and dark, as a PNG on a light ground that dark mail readers leave
 * as it is. It holds no words: they stand beside it, and in its alternative text.
 */
export async function drawChart(history: DigestContent['history']): Promise<Buffer> {
  await prepare();
  const { width, height } = CHART_SIZE;
  const most = Math.max(1, ...history.map(({ newMatches }) => newMatches));
  const pitch = Math.min(64, (width - GAP) / Math.max(1, history.length));
  const bars = history.map(({ newMatches }, at) => {
    const tall = Math.max(2, Math.round(((height - 20) * newMatches) / most));
    const colour = at === history.length - 1 ? '#0b6155' : '#8fb9c4';
    return `<rect x="${GAP + at * pitch}" y="${height - 8 - tall}" width="${pitch - GAP}" height="${tall}" rx="2" fill="${colour}"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect width="${width}" height="${height}" fill="#f2f6f7"/>${bars.join('')}
    <rect x="0" y="${height - 7}" width="${width}" height="1" fill="#45525d"/></svg>`;
  const drawing = new Resvg(svg, { fitTo: { mode: 'width', value: width * SCALE } });
  try {
    const picture = drawing.render();
    try {
      return Buffer.from(picture.asPng());
    } finally {
      picture.free();
    }
  } finally {
    drawing.free();
  }
}

/** What the chart shows, for those who do not see it. */
export const chartInWords = (history: DigestContent['history']): string =>
  `New matches a week over the last ${history.length} digests: ${history.map(({ newMatches }) => newMatches).join(', ')}.`;
