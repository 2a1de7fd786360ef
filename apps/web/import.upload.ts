import type { Problem } from './form.fields.js';

/** As the API takes a file. */
const MOST_MB = 10;
const BYTES_OF_MB = 1024 * 1024;
/** What may be a workbook: whether it is one that can be read, the API says, and what to do about others. */
const WORKBOOK = /\.(xlsx?|xlsm|xlsb|ods|numbers)$/i;

const sheet = {
  ending: /\.(csv|txt)$/i,
  kind: 'a workbook or a CSV file, whose name ends in .xlsx or .csv',
  isSheet: true,
} as const;

/** The files that are taken, by the name of the control that their text is pasted into. */
export const importKinds = {
  csv: { file: 'csvFile', ...sheet },
  list: { file: 'listFile', ...sheet },
  ocds: {
    file: 'ocdsFile',
    ending: /\.json$/i,
    kind: 'a JSON file, whose name ends in .json',
    isSheet: false,
  },
} as const;
export type ImportKind = keyof typeof importKinds;

/** What to import, a text or the bytes of a workbook in base64, and what its file is called. */
export type ImportContent = { text: string; name?: string } | { workbook: string; name: string };

/** What somebody sent to be imported, from a file or pasted; or what is wrong with it. */
export async function readImport(
  body: Readonly<Record<string, unknown>>,
  kind: ImportKind,
): Promise<ImportContent | Problem> {
  const { file: field } = importKinds[kind];
  const chosen = body[field];
  const pasted = typeof body[kind] === 'string' ? body[kind] : '';
  // A browser sends a control for files that was left alone as a file without a name.
  const file = chosen instanceof File && chosen.name !== '' ? chosen : undefined;
  if (file && pasted.trim() !== '')
    return { field, message: 'Choose a file or paste its text, not both. Take one of them out.' };
  if (file) return readFile(file, kind);
  return pasted.trim() === ''
    ? { field, message: 'Choose a file, or paste its text below.' }
    : { text: pasted };
}

async function readFile(file: File, kind: ImportKind): Promise<ImportContent | Problem> {
  const { file: field, ending, kind: wanted, isSheet } = importKinds[kind];
  const bad = (what: string): Problem => ({ field, message: `${file.name} ${what}` });
  if (file.size === 0) return bad('is empty. Choose another file.');
  if (file.size > MOST_MB * BYTES_OF_MB) {
    const size = (file.size / BYTES_OF_MB).toFixed(1);
    return bad(`has ${size} MB, and ${MOST_MB} MB are taken. Send it in parts, each with the header row.`);
  }
  const bytes = await file.arrayBuffer();
  if (isSheet && WORKBOOK.test(file.name)) {
    return { workbook: Buffer.from(bytes).toString('base64'), name: file.name };
  }
  if (!ending.test(file.name)) return bad(`is not ${wanted}.`);
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), name: file.name };
  } catch {
    return bad('is not in UTF-8. In Excel choose “Save as” and the type “CSV UTF-8”.');
  }
}
