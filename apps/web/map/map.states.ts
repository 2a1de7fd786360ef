import { bareAnswer, emptyAnswer, fullAnswer } from '../testing/answer.samples.js';
import { describeTemplate } from '../testing/template.harness.js';
import { districts } from '#lib/geography';
import { searchRequest, searchView } from '../search/search.view.js';
import { mapView, nobodyListed, reachOf } from './map.view.js';
import { mapFacetsQuery } from './document.operations.js';

const view = (
  answer: typeof fullAnswer,
  address: Record<string, string>,
  counts = answer(mapFacetsQuery),
) => {
  const search = searchRequest(address);
  const found = counts.searchSuppliers;
  return {
    ...searchView(search, { ...found, ...nobodyListed }),
    ...mapView(
      [{ value: districts().rows[0]!.code, count: found.totalCount }],
      reachOf((address.q ?? '').split(';').map((label) => ({ kind: 'PLACE', label }))),
    ),
    title: 'Map of suppliers',
    csvHref: '/map.csv',
  };
};

describeTemplate(
  'map/map.njk',
  {
    full: view(fullAnswer, { q: 'Within 45 minutes of Derby', regions: 'EAST_MIDLANDS' }),
    several: view(fullAnswer, { q: 'Within 29 minutes of Coventry;Or within 29 minutes of Rugby' }),
    bare: view(bareAnswer, {}),
    empty: view(emptyAnswer, { q: 'submarines' }),
  },
  {
    full: 'about 45 minutes by road from Derby',
    several: /about 29 minutes by road from Coventry or Rugby.*The dotted lines inside/s,
    empty: 'Nobody meets all of that.',
  },
);
