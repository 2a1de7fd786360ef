import { createHmac, timingSafeEqual } from 'node:crypto';

const hmac = (secret: string, time: number, body: string): string =>
  createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');

/** The signature header of a delivery: `t=<seconds since 1970>,v1=<HMAC-SHA256 of "t.body", hexadecimal>`. */
export const signatureOf = (secret: string, time: number, body: string): string =>
  `t=${time},v1=${hmac(secret, time, body)}`;

/** Whether a delivery was signed with the secret, no longer than `toleranceSeconds` before or after `now` (seconds). */
export function isSigned(
  header: string,
  {
    secret,
    body,
    now,
    toleranceSeconds = 300,
  }: { secret: string; body: string; now: number; toleranceSeconds?: number },
): boolean {
  const [, time, given] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header) ?? [];
  if (time === undefined || given === undefined) return false;
  if (Math.abs(now - Number(time)) > toleranceSeconds) return false;
  return timingSafeEqual(Buffer.from(given), Buffer.from(hmac(secret, Number(time), body)));
}
