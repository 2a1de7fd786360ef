import { csvText } from '#lib/platform';
import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { facetValues } from '../facet.values.js';
import type { Fields } from '../form.fields.js';
import { Portal } from '../portal.js';
import { searchHref, searchRequest, searchView } from '../search/search.view.js';
import { mapView, nobodyListed, reachOf } from './map.view.js';
import { type MapFacetsQuery, mapFacetsQuery } from './document.operations.js';

type Found = MapFacetsQuery['searchSuppliers'];

/** Where the suppliers of a search are: the same search as that of the list, under the same parameters. */
@Controller()
export class MapController {
  constructor(private readonly portal: Portal) {}

  @Get('map')
  async show(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query() query: Fields,
  ): Promise<void> {
    const search = searchRequest(query);
    const found = await this.find(request, query);
    const view = searchView(search, { ...found, ...nobodyListed });
    const map = mapView(districtsOf(found), reachOf(found.understood.facets));
    await this.portal.show(request, reply, 'map/map.njk', {
      ...view,
      ...map,
      rows: map.rows.map((row) => ({
        ...row,
        href: searchHref({ ...search, filter: { ...search.filter, districts: [row.code] } }),
      })),
      // A search in other words stays narrowed as it was.
      kept: Object.entries(search.filter).flatMap(([name, values]) =>
        values.map((value) => ({ name, value })),
      ),
      title: search.query === '' ? 'Map of suppliers' : `Map: ${search.query}`,
      chips: view.chips.map(({ label, removeHref }) => ({
        label,
        removeHref: removeHref.replace(/^\/suppliers/, '/map'),
      })),
      csvHref: searchHref(search, undefined, '/map.csv'),
    });
  }

  @Get('map.csv')
  async csv(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query() query: Fields,
  ): Promise<void> {
    const { rows } = mapView(districtsOf(await this.find(request, query)));
    await this.portal.giveCsv(
      reply,
      'suppliers-by-district',
      csvText([
        ['code', 'district', 'region', 'suppliers'],
        ...rows.map(({ code, name, region, count }) => [code, name, region, count]),
      ]),
    );
  }

  private async find(request: FastifyRequest, fields: Fields): Promise<Found> {
    const { query, without, filter } = searchRequest(fields);
    const { searchSuppliers } = await this.portal.ask(request, mapFacetsQuery, {
      query,
      without,
      filter,
    });
    return searchSuppliers;
  }
}

const districtsOf = ({ facets }: Found) => facetValues(facets, 'DISTRICTS');
