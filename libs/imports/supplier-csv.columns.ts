import { column, type CsvTemplate, EXAMPLE_ID } from './csv.template.js';

const columns = [
  column(
    'external_id',
    EXAMPLE_ID,
    'Your own reference. With it, importing again updates the same supplier.',
    { isText: true },
  ),
  column('name', 'Example Precision Ltd', 'Name of the business.', { required: true }),
  column('company_number', '01234567', 'Companies House number, if it has one.', { isText: true }),
  column('postcode', 'DE24 8BJ', 'Postcode of the site where the work is done.', {
    required: true,
    isText: true,
  }),
  column('website', 'https://www.example.com', 'Web address.'),
  column(
    'summary',
    'Five-axis machining of titanium and stainless parts, prototypes to small batches.',
    'What the business does, in its own words. Up to 5,000 characters.',
  ),
  column(
    'capabilities',
    'five-axis milling; CNC turning; CMM inspection',
    'Processes, materials, products and services, with a semicolon between them.',
  ),
  column(
    'certifications',
    'AS9100D until 2027-05-01; ISO 9001 until unknown',
    'Each scheme with "until" and its expiry date, semicolons between. Write "until unknown" if you do not know.',
  ),
  column(
    'markets',
    'Advanced Manufacturing; Automotive and rolling stock',
    'Sectors served: Advanced Manufacturing, Materials & Engineering; Automotive and rolling stock; Clean Energy Industries; Health & Life Sciences; Creative Industries.',
  ),
  column('employees', '42', 'Number of people employed.'),
  column('annual_turnover_gbp', '5200000', 'Yearly turnover in pounds.'),
  column('batch_min', '1', 'Smallest lot you take, in pieces.'),
  column('batch_max', '500', 'Largest lot you take, in pieces.'),
  column('lead_time_days', '28', 'Usual days from order to delivery.'),
  column('accepting_work', 'yes', 'yes or no: are you taking new work?', { choices: ['yes', 'no'] }),
];

const aliases = {
  id: 'external_id',
  company_name: 'name',
  business_name: 'name',
  supplier_name: 'name',
  companies_house_number: 'company_number',
  post_code: 'postcode',
  web_site: 'website',
  url: 'website',
  description: 'summary',
  certificates: 'certifications',
  sectors: 'markets',
  turnover: 'annual_turnover_gbp',
  annual_turnover: 'annual_turnover_gbp',
  lead_time: 'lead_time_days',
};

/** The supplier template, in order. */
export const SUPPLIER_TEMPLATE: CsvTemplate = { columns, aliases, key: 'external_id', sheet: 'Suppliers' };
