import { type ExactPostcode, isPlaceError, type Place, placeFinder } from '#lib/geography';
import {
  type Context,
  fail,
  isFailure,
  type Result,
  succeed,
  type UserError,
  userError,
} from '#lib/platform';
import { Injectable } from '@nestjs/common';

interface PostcodeRow {
  code: string;
  lat: number;
  lon: number;
  district: string;
}

const codeOf = (postcode: string): string => postcode.replace(/[^A-Za-z0-9]/g, '').toUpperCase();

/** Where postcodes are: exactly when the bulk table is loaded, else by their outward code. */
@Injectable()
export class PlaceService {
  /** The place of one postcode; an unknown or malformed one is an error at `path` that names the remedy. */
  async locate(
    ctx: Context,
    postcode: string,
    path: readonly (string | number)[] = ['postcode'],
  ): Promise<Result<Place>> {
    const places = await this.locateMany(ctx, [postcode], () => path);
    return places.get(postcode)!;
  }

  /** What is wrong with a draft that is refused anyway, with its postcode where that is nowhere: all is told at once. */
  async withUnknownPlace(
    ctx: Context,
    { postcode, place }: { postcode?: string | null; place?: unknown },
    errors: readonly UserError[],
  ): Promise<UserError[]> {
    const said = errors.some(({ path }) => path[0] === 'postcode');
    if (said || place || !postcode?.trim()) return [...errors];
    const located = await this.locate(ctx, postcode);
    return isFailure(located) ? [...errors, ...located.errors] : [...errors];
  }

  /** The places of many postcodes in one statement, by the postcode as given. */
  async locateMany(
    ctx: Context,
    postcodes: readonly string[],
    pathOf: (postcode: string) => readonly (string | number)[] = () => ['postcode'],
  ): Promise<Map<string, Result<Place>>> {
    const distinct = [...new Set(postcodes)];
    const codes = distinct.map(codeOf).filter((code) => code.length >= 5);
    const rows =
      codes.length === 0
        ? []
        : await ctx.query<PostcodeRow>(
            `SELECT code, lat, lon, district_code AS district FROM postcodes WHERE code = ANY($1)`,
            [codes],
          );
    const exact = new Map<string, ExactPostcode>(rows.map((row) => [row.code, row]));
    const finder = placeFinder();
    return new Map(
      distinct.map((postcode) => {
        const place = finder.locate(postcode, (canonical) => exact.get(codeOf(canonical)));
        return [
          postcode,
          isPlaceError(place)
            ? fail(userError('INVALID_POSTCODE', place.error, pathOf(postcode)))
            : succeed(place),
        ];
      }),
    );
  }
}
