const longDay = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

/** A day as people read it: "4 December 2026". */
export const dayInWords = (iso: string): string => longDay.format(new Date(`${iso}T00:00:00Z`));
