import { DateTime } from 'luxon';

interface Schedule {
  readonly nextDueAt: string | null;
  readonly addresses: readonly string[];
  readonly unreached: readonly unknown[];
  readonly tellWhenQuiet: boolean;
}

/** When the next digest comes, and to how many, for those who wait for it. */
export function nextDigestInWords(
  { nextDueAt, addresses, unreached, tellWhenQuiet }: Schedule,
  now = new Date(),
): string {
  if (nextDueAt === null) return 'No digest is due: they are switched off.';
  const due = DateTime.fromISO(nextDueAt, { zone: 'Europe/London' }).setLocale('en-GB');
  const when =
    due.toMillis() <= now.getTime()
      ? 'is due now, within the hour,'
      : `is due on ${due.toFormat("cccc d MMMM yyyy 'at' HH:mm")}, UK time,`;
  const reached = addresses.length - unreached.length;
  if (reached === 0) return `The next digest ${when} and goes to nobody: no address gets it.`;
  const to = `${reached} ${reached === 1 ? 'address' : 'addresses'}`;
  return `The next digest ${when} and goes to ${to}${tellWhenQuiet ? '' : ', if there is news by then'}.`;
}
