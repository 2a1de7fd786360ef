const figures = new Intl.NumberFormat('en-GB');

/** "£850", "£42,000", "£6.2 million" */
export function poundsInWords(value: number): string {
  if (value < 1_000_000) return `£${figures.format(Math.round(value))}`;
  return `£${figures.format(Math.round(value / 100_000) / 10)} million`;
}
