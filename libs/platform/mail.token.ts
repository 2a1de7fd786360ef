import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { AppError } from './error.catalogue.js';
import type { Context } from './context.js';

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Seals and opens what links in letters carry: nobody can read it, make it, or alter it without the key. */
export class MailSeal {
  constructor(private readonly key: Buffer) {}

  /** The seal of this installation. One query in the life of a context. */
  static of(ctx: Context): Promise<MailSeal> {
    return ctx.once(MailSeal, async () => {
      const [row] = await ctx.query<{ secret: Buffer }>(`SELECT secret FROM mail_keys WHERE id = 1`);
      if (!row) throw new Error('The key of links in letters is missing: is the database migrated?');
      return new MailSeal(row.secret);
    });
  }

  /** @param purpose what the link is for: a token of one purpose opens nothing else */
  seal(purpose: string, value: unknown): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(CIPHER, this.key, iv).setAAD(Buffer.from(purpose));
    const sealed = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
  }

  /** @throws AppError NOT_FOUND for a token that this installation did not make for this purpose */
  open(purpose: string, token: string): unknown {
    const bytes = Buffer.from(token, 'base64url');
    try {
      const decipher = createDecipheriv(CIPHER, this.key, bytes.subarray(0, IV_BYTES), {
        authTagLength: TAG_BYTES,
      })
        .setAAD(Buffer.from(purpose))
        .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      const text = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
      return JSON.parse(text.toString('utf8')) as unknown;
    } catch {
      throw new AppError('NOT_FOUND');
    }
  }
}
