import { column, type CsvTemplate, EXAMPLE_ID } from './csv.template.js';

/** Who sees a requirement once it is published, in the words of the template. */
export const VISIBILITY_WORDS = {
  OPEN: 'everybody',
  SECTOR_ONLY: 'sectors only',
  INVITED_ONLY: 'invited only',
} as const;

/** Regions in the words of the template. */
export const REGION_WORDS = {
  EAST_MIDLANDS: 'East Midlands',
  WEST_MIDLANDS: 'West Midlands',
  OTHER: 'elsewhere',
} as const;

const columns = [
  column(
    'reference',
    EXAMPLE_ID,
    'Your own reference, different in each row. With it, importing again changes the same requirement.',
    { required: true, isText: true },
  ),
  column('title', 'Titanium brackets for a flap track', 'What it is, in a line.', { required: true }),
  column(
    'description',
    'Machined from forgings that we supply, with first article inspection.',
    'Anything else that suppliers should know. Up to 20,000 characters.',
  ),
  column(
    'musts',
    'five-axis milling of titanium; CMM inspection',
    'What a supplier must be able to do, in your own words, with a semicolon between two. Each rules out who cannot.',
  ),
  column(
    'shoulds',
    'laser marking',
    'What would be good as well, in the same way. Each counts towards the score.',
  ),
  column(
    'certifications_required',
    'AS9100',
    'Certificates a supplier must hold, with a semicolon between two.',
  ),
  column('certifications_desired', 'ISO 14001', 'Certificates that would be good, in the same way.'),
  column('quantity_per_year', '1200', 'Pieces a year.'),
  column('lot_size', '50', 'Pieces in a lot.'),
  column('value_gbp', '85000', 'Value of a year of work, in pounds.'),
  column('lead_time_days', '42', 'Days from order to delivery that you can wait.'),
  column('postcode', 'DE24 8BJ', 'Postcode of delivery. Empty: your main site.', { isText: true }),
  column('max_drive_minutes', '90', 'At most this far by road, in minutes. Empty: any distance.'),
  column(
    'regions',
    'East Midlands; West Midlands',
    'Only suppliers of these: East Midlands; West Midlands; elsewhere. Empty: all.',
  ),
  column(
    'first_delivery_on',
    '2028-03-01',
    'Day of first delivery: certificates must be valid then. Such as 2028-03-01.',
  ),
  column('closes_on', '2027-11-30', 'Last day for answers, such as 2027-11-30.'),
  column('reply_days', '10', 'Working days within which suppliers should answer. Empty: 10.'),
  column(
    'visibility',
    VISIBILITY_WORDS.OPEN,
    'Who sees it once you publish it: everybody; sectors only (the rest is for those you invite); invited only. Empty: everybody.',
    { choices: Object.values(VISIBILITY_WORDS) },
  ),
  column(
    'sectors',
    'Advanced Manufacturing',
    'Sectors it belongs to: Advanced Manufacturing, Materials & Engineering; Automotive and rolling stock; Clean Energy Industries; Health & Life Sciences; Creative Industries.',
  ),
  column('cpv_codes', '34740000', 'CPV codes, eight digits each, with a semicolon between two.', {
    isText: true,
  }),
];

const aliases = {
  ref: 'reference',
  id: 'reference',
  our_ref: 'reference',
  our_reference: 'reference',
  requirement_id: 'reference',
  requirement_reference: 'reference',
  external_id: 'reference',
  name: 'title',
  requirement: 'title',
  needs: 'musts',
  must: 'musts',
  must_have: 'musts',
  must_haves: 'musts',
  capabilities: 'musts',
  should: 'shoulds',
  nice_to_have: 'shoulds',
  certificates: 'certifications_required',
  certifications: 'certifications_required',
  certificates_required: 'certifications_required',
  certificates_desired: 'certifications_desired',
  required_certifications: 'certifications_required',
  desired_certifications: 'certifications_desired',
  quantity: 'quantity_per_year',
  annual_quantity: 'quantity_per_year',
  lot: 'lot_size',
  batch: 'lot_size',
  batch_size: 'lot_size',
  value: 'value_gbp',
  annual_value: 'value_gbp',
  annual_value_gbp: 'value_gbp',
  lead_time: 'lead_time_days',
  post_code: 'postcode',
  delivery_postcode: 'postcode',
  max_drive: 'max_drive_minutes',
  needed_by: 'first_delivery_on',
  first_delivery: 'first_delivery_on',
  delivery_date: 'first_delivery_on',
  closing_date: 'closes_on',
  closes: 'closes_on',
  deadline: 'closes_on',
  sector: 'sectors',
  cpv: 'cpv_codes',
};

/** What a buyer fills in to bring its requirements, in order. */
export const REQUIREMENT_TEMPLATE: CsvTemplate = {
  columns,
  aliases,
  key: 'reference',
  passedOver: ['state'],
  sheet: 'Requirements',
};
