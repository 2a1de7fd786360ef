import { AppError } from '#lib/platform';
import type { FastifyInstance } from 'fastify';
import { Buffer } from 'node:buffer';

/** As large as the API takes a document, and a little for the fields beside it. */
const LARGEST = 21 * 1024 * 1024;

/** Reads forms that carry files: fields as in other forms, files as they are. */
export function readUploads(server: FastifyInstance): void {
  server.addContentTypeParser(
    'multipart/form-data',
    { parseAs: 'buffer', bodyLimit: LARGEST },
    async (request: { headers: Record<string, unknown> }, body: string | Buffer) => {
      const headers = { 'content-type': String(request.headers['content-type']) };
      try {
        const form = await new Response(new Uint8Array(Buffer.from(body)), { headers }).formData();
        return Object.fromEntries(
          [...new Set(form.keys())].map((name) => [name, valueOf(form.getAll(name))]),
        );
      } catch (error) {
        throw new AppError('BAD_INPUT', 'The file did not arrive whole. Send it again.', { cause: error });
      }
    },
  );
}

const valueOf = (values: unknown[]): unknown => (values.length === 1 ? values[0] : values);

/** The file of a field; undefined when none was chosen, which a browser sends as a file without a name. */
export function fileOf(fields: Readonly<Record<string, unknown>>, name: string): File | undefined {
  const file = fields[name];
  return file instanceof File && file.name !== '' ? file : undefined;
}
