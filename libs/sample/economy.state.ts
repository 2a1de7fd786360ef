import type { Context } from '#lib/platform';

export interface SampleState {
  /** There is nothing in the store yet, or a load of the sample that was cut short. */
  wanted: boolean;
  /** A load of the sample has come to its end. */
  whole: boolean;
}

/** How far the sample has come into the store: its people are written last. */
export async function readSampleState(ctx: Context): Promise<SampleState> {
  const [row] = await ctx.query<{ empty: boolean; begun: boolean; ended: boolean }>(
    `SELECT NOT EXISTS (SELECT FROM supplier_profiles) AS empty,
            EXISTS (SELECT FROM organisations WHERE origin = 'SAMPLE') AS begun,
            EXISTS (SELECT FROM people WHERE email LIKE '%@midlands-match.example') AS ended`,
  );
  const { empty, begun, ended } = row!;
  return { wanted: empty || (begun && !ended), whole: begun && ended };
}
