/** What may be uploaded, and how each is known by its first bytes: a name or a header can say anything. */

const startsWith =
  (...bytes: number[]) =>
  (head: Buffer): boolean =>
    head.subarray(0, bytes.length).equals(Buffer.from(bytes));
const begins =
  (text: string) =>
  (head: Buffer): boolean =>
    head.subarray(0, text.length).toString('latin1') === text;
const zip = startsWith(0x50, 0x4b, 0x03, 0x04);

/** Text in UTF-8: no NUL, nothing that is not a character. The end of the head may cut one in two. */
function isText(head: Buffer): boolean {
  if (head.includes(0)) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}

interface MediaType {
  /** What people call it. */
  called: string;
  /** What names end in, the usual one first. */
  endings: readonly [string, ...string[]];
  begins(head: Buffer): boolean;
}

const mediaTypes: Readonly<Record<string, MediaType>> = {
  'application/pdf': { called: 'a PDF', endings: ['pdf'], begins: begins('%PDF-') },
  'image/png': {
    called: 'a PNG picture',
    endings: ['png'],
    begins: startsWith(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
  },
  'image/jpeg': { called: 'a JPEG picture', endings: ['jpg', 'jpeg'], begins: startsWith(0xff, 0xd8, 0xff) },
  'application/zip': { called: 'a ZIP file', endings: ['zip'], begins: zip },
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': {
    called: 'a Word document (docx)',
    endings: ['docx'],
    begins: zip,
  },
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': {
    called: 'an Excel workbook (xlsx)',
    endings: ['xlsx'],
    begins: zip,
  },
  'model/step': {
    called: 'a STEP drawing',
    endings: ['step', 'stp', 'p21'],
    begins: begins('ISO-10303-21;'),
  },
  'image/vnd.dwg': { called: 'a DWG drawing', endings: ['dwg'], begins: begins('AC10') },
  'image/vnd.dxf': {
    called: 'a DXF drawing',
    endings: ['dxf'],
    begins: (head) => isText(head) && /^\s*(999\r?\n[^\n]*\n\s*)?0\r?\n\s*SECTION\b/.test(head.toString()),
  },
  'text/csv': { called: 'a CSV file', endings: ['csv'], begins: isText },
  'text/plain': { called: 'plain text in UTF-8', endings: ['txt', 'text', 'md', 'nc'], begins: isText },
};

/** All of them, as people call them. */
export const MEDIA_TYPES_CALLED = Object.values(mediaTypes).map(({ called }) => called);

export const calledOf = (mediaType: string): string => mediaTypes[mediaType]!.called;

/** Of both names and what follows them; no type is as long (RFC 6838: 127 characters a name). */
const LONGEST_TYPE = 1_000;

/**
 * The type a file is kept under: the one it is said to be of, or else what its name ends in. Browsers know no type of STEP
 * drawings, and on Windows call a ZIP or a CSV file by names of its own.
 */
export function mediaTypeOf(said: string, name: string): string | undefined {
  if (Object.hasOwn(mediaTypes, said)) return said;
  if (said.length > LONGEST_TYPE) return undefined;
  const ending = /\.([^.]+)$/.exec(name.toLowerCase())?.[1] ?? '';
  return Object.keys(mediaTypes).find((type) => mediaTypes[type]!.endings.includes(ending));
}

/** Whether content that begins like this is what it is said to be. */
export const looksLike = (mediaType: string, head: Buffer): boolean =>
  mediaTypes[mediaType]?.begins(head) ?? false;

/** The name, with the usual ending of its type unless it has one of them: systems open files by their names. */
export function endingAs(mediaType: string, name: string): string {
  const endings = mediaTypes[mediaType]?.endings;
  if (!endings || endings.some((ending) => name.toLowerCase().endsWith(`.${ending}`))) return name;
  return `${name}.${endings[0]}`;
}
