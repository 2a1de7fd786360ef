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

const mediaTypes: Readonly<Record<string, (head: Buffer) => boolean>> = {
  'application/pdf': begins('%PDF-'),
  'image/png': startsWith(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
  'image/jpeg': startsWith(0xff, 0xd8, 0xff),
  'application/zip': zip,
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': zip,
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': zip,
  'model/step': begins('ISO-10303-21;'),
  'image/vnd.dxf': (head) =>
    isText(head) && /^\s*(999\r?\n[^\n]*\n\s*)?0\r?\n\s*SECTION\b/.test(head.toString()),
  'text/csv': isText,
  'text/plain': isText,
};

export const MEDIA_TYPES = Object.keys(mediaTypes);

export const isMediaType = (name: string): boolean => name in mediaTypes;

/** Whether content that begins like this is what it is said to be. */
export const looksLike = (mediaType: string, head: Buffer): boolean => mediaTypes[mediaType]?.(head) ?? false;
