/** Above this many minutes people think in hours. */
const HOURS_FROM = 61;

/** "1 minute", "45 minutes", "1 h 30 min", "2 h": a drive as everybody is told of it. */
export function driveInWords(minutes: number): string {
  const whole = Math.round(minutes);
  if (whole < HOURS_FROM) return `${whole} ${whole === 1 ? 'minute' : 'minutes'}`;
  const rest = whole % 60;
  return `${Math.floor(whole / 60)} h${rest === 0 ? '' : ` ${rest} min`}`;
}
