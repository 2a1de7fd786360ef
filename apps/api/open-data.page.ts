import type { DatasetEntry } from '#lib/intelligence';
import { LICENCE } from '#lib/intelligence';

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!);

/** The list of datasets for people. */
export const openDataPage = (datasets: readonly DatasetEntry[]): string => `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Open data – Midlands Match</title>
<style>body{font:1.1rem/1.5 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem;color:#111}h2{font-size:1.2rem;margin-bottom:0}p{margin:.3rem 0}a{color:#00458b}</style>
</head>
<body>
<main>
<h1>Open data</h1>
<p>Free to use under the <a href="${LICENCE.url}">${LICENCE.title}</a>. Counts of 1 to 4, and whatever would give one away, are withheld (empty); the others are rounded to the nearest 5. A <a href="/open-data/index.json">catalogue in DCAT</a> describes every column.</p>
${datasets
  .map(
    ({ name, title, description }) =>
      `<h2 id="${name}">${escaped(title)}</h2>\n<p>${escaped(description)}</p>\n<p><a href="/open-data/${name}.csv">${escaped(title)}, CSV</a> · <a href="/open-data/${name}.json">${escaped(title)}, JSON</a></p>`,
  )
  .join('\n')}
<h2 id="ocds">Requirements as Open Contracting releases</h2>
<p>Every requirement that is open to all, in OCDS 1.1.</p>
<p><a href="/ocds/releases.json">Packages of a hundred, JSON</a> · <a href="/ocds/releases.jsonl">One release a line, JSON lines</a></p>
</main>
</body>
</html>
`;
