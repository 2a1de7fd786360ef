import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const LENGTH = 32;

const digestOf = (secret: string): Buffer => createHash('sha256').update(`form:${secret}`).digest();

const mixed = (a: Buffer, b: Buffer): Buffer => Buffer.from(a.map((byte, index) => byte ^ b[index]!));

/** A new secret of a browser. */
export const newSecret = (): string => randomBytes(LENGTH).toString('base64url');

/**
 * What a form sends to show that our page made it. It differs each time, so that the length of compressed pages
 * tells nothing about it.
 */
export function formToken(secret: string): string {
  const mask = randomBytes(LENGTH);
  return Buffer.concat([mask, mixed(mask, digestOf(secret))]).toString('base64url');
}

/** Whether a form was made by a page of ours for the browser that holds the secret. */
export function isGenuine(secret: string | undefined, token: string): boolean {
  const bytes = Buffer.from(token, 'base64url');
  if (!secret || bytes.length !== 2 * LENGTH) return false;
  return timingSafeEqual(mixed(bytes.subarray(0, LENGTH), bytes.subarray(LENGTH)), digestOf(secret));
}
