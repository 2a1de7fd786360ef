import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits behind a prefix that says what they are for. */
export const newSecret = (prefix: string): string => prefix + randomBytes(32).toString('base64url');

/** SHA-256, hexadecimal: enough for secrets that cannot be guessed. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');
