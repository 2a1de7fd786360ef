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
  /** What names end in, the usual one first. */
  endings: readonly [string, ...string[]];
  begins(head: Buffer): boolean;
}

const mediaTypes: Readonly<Record<string, MediaType>> = {
  'application/pdf': { endings: ['pdf'], begins: begins('%PDF-') },
  'image/png': { endings: ['png'], begins: startsWith(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a) },
  'image/jpeg': { endings: ['jpg', 'jpeg'], begins: startsWith(0xff, 0xd8, 0xff) },
  'application/zip': { endings: ['zip'], begins: zip },
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': {
    endings: ['docx'],
    begins: zip,
  },
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': { endings: ['xlsx'], begins: zip },
  'model/step': { endings: ['step', 'stp', 'p21'], begins: begins('ISO-10303-21;') },
  'image/vnd.dwg': { endings: ['dwg'], begins: begins('AC10') },
  'image/vnd.dxf': {
    endings: ['dxf'],
    begins: (head) => isText(head) && /^\s*(999\r?\n[^\n]*\n\s*)?0\r?\n\s*SECTION\b/.test(head.toString()),
  },
  'text/csv': { endings: ['csv'], begins: isText },
  'text/plain': { endings: ['txt', 'text', 'md', 'nc'], begins: isText },
};

export const MEDIA_TYPES = Object.keys(mediaTypes);

export const isMediaType = (name: string): boolean => Object.hasOwn(mediaTypes, name);

/** Whether content that begins like this is what it is said to be. */
export const looksLike = (mediaType: string, head: Buffer): boolean =>
  mediaTypes[mediaType]?.begins(head) ?? false;

/** The name, with the usual ending of its type unless it has one of them: systems open files by their names. */
export function endingAs(mediaType: string, name: string): string {
  const endings = mediaTypes[mediaType]?.endings;
  if (!endings || endings.some((ending) => name.toLowerCase().endsWith(`.${ending}`))) return name;
  return `${name}.${endings[0]}`;
}
