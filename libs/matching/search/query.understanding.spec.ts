import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { understandQuery } from './query.understanding.js';
import type { RequirementRecord, UnderstoodQuery } from '../index.js';
import { shippedPlaces, shippedVocabulary } from '../reading/shipped.context.js';

const vocabulary = shippedVocabulary();
const understand = (text: string, without: string[] = []): UnderstoodQuery =>
  understandQuery(text, { today: '2026-11-22', places: shippedPlaces, vocabulary }, without);

/** Needs ("?" marks a should, "&" codes wanted together, quotes mark words), then constraints. */
function inShort({
  needs,
  certifications,
  quantity,
  leadTimeDays,
  maxDriveMinutes,
  regions,
  excludes,
}: RequirementRecord): string {
  const wanted = needs.map((need) => {
    const what = need.codes.length > 0 ? need.codes.join('&') : `"${need.phrase}"`;
    return need.importance === 'must' ? what : `?${what}`;
  });
  return [
    wanted.join(' + '),
    ...certifications.map((one) => [one.scheme, one.level, one.commodity].filter(Boolean).join('/')),
    ...(quantity ? [`lot ${quantity.batch}`] : []),
    ...(leadTimeDays === null ? [] : [`${leadTimeDays} days`]),
    ...(maxDriveMinutes === null ? [] : [`${maxDriveMinutes} min`]),
    ...(regions ?? []),
    ...[...excludes!.codes, ...excludes!.roles, ...excludes!.phrases].map((one) => `not ${one}`),
  ].join(', ');
}

const TABLE: readonly (readonly [string, string])[] = [
  ['precision machining', 'machining'],
  ['5 axis titanium AS9100', 'five-axis-milling&titanium, AS9100'],
  ['swiss turned brass 500k a year', 'sliding-head-turning&copper-alloys, lot 41667'],
  ['fix worn pump shaft stoke on trent', 'shaft-repair, 45 min'],
  ['furniture for schools', 'furniture + ?"schools"'],
  ['signs for estate agents', 'signage + ?"estate agents"'],
  ['gearboxes for repair', 'gearboxes + ?maintenance-repair'],
  ['pumps for repairs', 'pumps + ?maintenance-repair'],
  ['spark errosion sub con', 'spark-erosion'],
  ['sls nylon protoypes', 'polymer-additive&nylon + rapid-prototyping'],
  ['ground helical gears within 40 mins of coventry', 'gear-grinding, 40 min'],
  ['turned parts near Infinity Park Derby', 'turned-parts, 45 min'],
  ['laser cutting within 30 minutes of Space Park Leicester', 'laser-cutting, 30 min'],
  ['gear grinding AS9100', 'gear-grinding, AS9100'],
  ["HIP'd castings inconel", 'hot-isostatic-pressing + nickel-alloy-casting&nickel-alloys'],
  ['drop forged lifting hooks iso9001', 'closed-die-forging + forged-products, ISO_9001'],
  ['progresion pressings IATF 100k a yr', 'progression-pressing, IATF_16949, lot 8333'],
  ['general fabrication and welding', 'fabrication + welding'],
  ['gear grinding in 3 weeks', 'gear-grinding, 21 days'],
  ['gear grinding, 2 weeks', 'gear-grinding, 14 days'],
  ['bespoke and gear grinding with to drawings', 'gear-grinding + ?"bespoke drawings"'],
  ['gear grinding, 48 hour turnaround', 'gear-grinding, 2 days'],
  ['gear grinding lead time 10 working days within 40 mins of coventry', 'gear-grinding, 14 days, 40 min'],
  ['gear grinding within 2 hours of derby', 'gear-grinding, 120 min'],
  ['need 5000 turned parts', 'turned-parts, lot 5000'],
  ['need 5000 turned parts per week', 'turned-parts, lot 21667'],
  ['2,000 turned parts', 'turned-parts, lot 2000'],
  ['module 10 gear grinding', 'gear-grinding + ?"module 10"'],
  ['turned parts manufacture', 'turned-parts'],
  ['train seats', 'rail-seats'],
  ['stanchions for trams', 'grab-poles + ?rail-systems'],
  ['GRP panels en45545', 'grp-moulding + fire-performance'],
  ['2 shot molding IATF16949', 'two-shot-moulding, IATF_16949'],
  ['32 cavity cap mould not made in china', 'multi-cavity-tools + multi-cavity-tools, not sourcing-agent'],
  ['plastic parts 200 off not 3d printed', 'polymer-processing, lot 200, not additive'],
  ['PCBA 13485 200 off', 'pcb-assembly, ISO_13485, lot 200'],
  ['lorry wireing looms', 'vehicle-looms'],
  ['HV cable assys for ev', 'hv-cables + ?"ev"'],
  ['copper bus bars no merchants', 'busbars, not sells'],
  ['traction batery packs 500 a year', 'battery-packs, lot 42'],
  ['orbital welded 316 pipe near chesterfield', 'orbital-welding&stainless-steel + pipework, 45 min'],
  ['control pannel builder hazardous area', 'control-panels + hazardous-area-panels'],
  ['clean room builders iso 7', 'cleanrooms + cleanroom-assembly'],
  ['EtO sterilization', 'eto-sterilisation'],
  ['film sets west midlands', 'set-construction, WEST_MIDLANDS'],
  ['zinc nickle plus powder coat, not subcontracted', 'zinc-nickel-plating + powder-coating, not buysIn'],
  ['someone to chrome plate rods', 'hard-chrome-plating'],
  ['NDT nadcap near birmingham', 'ndt, NADCAP/NDT, 45 min'],
  ['get welders coded 9606', 'weld-qualification'],
  ['6-4 ti bar next day', 'metal-stockholding + ?"next day"'],
  [
    '5 axis titanium machining AS9100 within 45 minutes of Derby, under 200 off',
    'five-axis-milling&titanium + machining, AS9100, lot 200, 45 min',
  ],
  ['cnc turning near coventry', 'turning, 45 min'],
  ['laser cutting 1 hour from leicester', 'laser-cutting, 60 min'],
  ['powder coating within 20 miles of walsall', 'powder-coating, 29 min'],
  ['investment casting 50 off iso 9001', 'investment-casting, ISO_9001, lot 50'],
  ['injection moulding 100,000 a month', 'injection-moulding, lot 100000'],
  ['welding not subcontracted', 'welding, not buysIn'],
  ['sheet metal west mids', 'sheet-metal, WEST_MIDLANDS'],
  ['rail interiors en 15085-2 cl1', 'rail-interiors, EN_15085_2/CL1'],
  ['iatf 16949 pressings telford', 'presswork, IATF_16949, 45 min'],
  ['anodizing near stoke', 'anodising, 45 min'],
  ['gear cutting without stockholders', 'gear-cutting, not sells'],
  ['one-off shafts nottingham', 'shafts, lot 1, 45 min'],
  ['hydrogen skids east midlands', '?hydrogen-systems + process-skids, EAST_MIDLANDS'],
  ['iso 13485 assembly cleanroom', 'mechanical-assembly + cleanroom-assembly, ISO_13485'],
  ['nadcap heat treatment', 'heat-treatment, NADCAP/HEAT_TREATING'],
  ['cyber essentials plus vfx', 'vfx, CYBER_ESSENTIALS_PLUS'],
  ['aluminium die casting up to 25 kg', 'aluminium-die-casting&aluminium'],
  ['rubber mouldings no distributors', 'rubber-moulding, not sells'],
  ['pcb assembly close to birmingham', 'pcb-assembly, 45 min'],
  ['scenic painting half an hour from digbeth', 'scenic-painting, 30 min'],
  ['forgings 2000 off 42CrMo4', 'forging&alloy-steel, lot 2000'],
  ['copper busbars tin plated', 'busbars + tin-plating'],
  ['composite panels phenolic', 'composites&thermosets'],
  ['cable harnesses for rail 50 sets a week', 'wiring-harnesses + ?rail-systems, lot 217'],
  ['toolmaking 16 cavity hot runner', 'tooling + multi-cavity-tools + hot-runner-tools'],
  ['x-ray inspection of castings', 'radiography + ?casting'],
  ['battery modules 10k per year', 'battery-modules, lot 833'],
  ['wire erosion next to wolverhampton', 'wire-edm, 45 min'],
  ['who can make springs', 'springs'],
  ['looking for a company which can machine titanium', 'machining&titanium'],
  ['could anyone weld aluminium for us?', 'aluminium-fabrication&aluminium'],
  ['find me someone that does vacuum brazing near Coventry', 'brazing, 45 min'],
  ['recommend a good galvaniser', 'galvanising'],
  ['we need to machine a casting', 'casting-machining + ?casting'],
  ['machine parts', 'machining'],
  ['steel for machine tools', 'machine-tools-making&steel'],
  ['can making machines', 'cans-closures-metal + ?"machines"'],
  ['passivation of 316 parts', 'passivation&stainless-steel + ?"parts"'],
  ['turned parts 1,500 units a quarter', 'turned-parts, lot 500'],
  ['turned parts minus anodising', 'turned-parts, not anodising'],
  ['turned parts no agents', 'turned-parts, not sells'],
  ['316 off turned parts', 'turned-parts, lot 316'],
  ['250 off turned parts every month', 'turned-parts, lot 250'],
  ['turned parts 1200 annually', 'turned-parts, lot 100'],
  ['signage, tender closing 15/01/2027', 'signage'],
  ['signage for Derby City Council', 'signage, 45 min'],
  ['turned parts, no minimum order', 'turned-parts'],
  ['turned parts max 2000 x 1000 x 1200mm', 'turned-parts'],
  ['heat treated pallets', 'sawmilling-pallets'],
  ['aluminium extrusions without anodising', 'aluminium-extrusion&aluminium, not anodising'],
  ['heat treatment within 2 hours of LE1 delivered by 31/01/2027', 'heat-treatment, 70 days, 120 min'],
  ['laser cutting WV10', 'laser-cutting, 45 min'],
  ['laser cutting near dy2 0ab', 'laser-cutting, 45 min'],
  ['powder coating near East Midlands Airport', 'powder-coating, 45 min'],
  ['castings w/c 7 Dec', 'casting, 15 days'],
  ['laser cutting -plasma', 'laser-cutting, not plasma-cutting'],
  ['milling (no 3D printing) 25 off', 'milling, lot 25, not additive'],
  ['plating shops other than chrome', 'plating, not chrome-plating'],
  ['machining not castings near Derby', 'machining, 45 min, not casting'],
  ['machining not castings Derby ISO 9001', 'machining, ISO_9001, 45 min, not casting'],
  ['non ferrous foundry', 'aluminium-casting&aluminium'],
  ['machining no more than 200 off', 'machining, lot 200'],
  ['printing leaflets 10,000', 'litho-digital-print, lot 10000'],
  ['turned parts +/-0.01', 'turned-parts'],
  ['turned parts M6 to M24 under £5k', 'turned-parts'],
  ['tube bending 25mm to 60mm od', 'tube-bending'],
  ['handrails for a school', 'architectural-metalwork + ?"school"'],
  // So many, before or behind what they are of, and no length, kind, year or grade.
  ['blank out 5000 steel washers', 'blanking + ?fasteners&steel, lot 5000'],
  ['name tags 1000', '"name tags", lot 1000'],
  ['gate hinges galvanised 200', '?hinges-locks + galvanising, lot 200'],
  ['200 name tags near leicester', '"name tags", lot 200, 45 min'],
  ['grade 8.8 bolts', 'fasteners + ?"grade 8.8"'],
  ['EDM wire cutting tool steel', 'wire-edm&tool-steel'],
  ['heat treated wooden crates', 'packaging-services + packaging-services'],
  ['heat treated castings', 'heat-treatment + casting'],
  ['woven carbon prepreg', 'carbon-composites + carbon-composites'],
  ['hot dip galvanising 7 m bath', 'galvanising + ?"bath"'],
  ['acrylic baths', 'plastic-fabrication + bathroom-plumbing'],
  ['stainless catering benches', 'catering-fabrication&stainless-steel'],
  ['wire mesh baskets', 'wire-forming'],
  ['exhaust manifold casting high silicon', '?exhausts + casting + ?"high silicon"'],
  ['50 trestle tables', 'furniture + ?"trestle", lot 50'],
  ['fit 12 fire doors', 'windows-doors + ?"fit", lot 12'],
  ['3 layer boards', 'pcb-assembly + ?"3 layer"'],
  ['4 post lifts', 'cranes-lifts + ?"4 post"'],
  ['12 steel brackets', 'brackets-clips&steel, lot 12'],
  ['duplex 2205 machining', 'machining&duplex-stainless + ?"2205"'],
  ['50 trestle tables', 'furniture + ?"trestle", lot 50'],
  ['5 m steel tubes', 'carbon-bright-bar'],
  ['3 phase converters', 'power-electronics + ?"3 phase"'],
  ['calendars 2027', 'litho-digital-print + ?"2027"'],
  ['gaskets 316', 'seals-gaskets + ?"316"'],
  // A grade is of what is made, and of no thing that says of what kind that is.
  ['321 exhaust flanges', '?exhausts + valves-fittings&stainless-steel'],
  ['420 knife blades', 'industrial-knives&stainless-steel'],
  ['420 mugs', 'tableware-pottery, lot 420'],
  ['321 bellows', 'hose-assemblies&stainless-steel'],
  ['4140 spindles', 'shafts&alloy-steel'],
  ['4200 spindles', 'shafts, lot 4200'],
  ['316 catering benches', 'catering-fabrication&stainless-steel'],
  ['brass 360 parts', 'copper-alloys + ?"parts"'],
  ['brass parts 360 pieces', 'copper-alloys + ?"parts", lot 360'],
  ['anodise 6082 enclosures', 'anodising&aluminium + ?enclosures'],
  // So many, in the short.
  ['jam jars 2k', 'glass-products, lot 2000'],
  ['jam jars, 2k, near Derby', 'glass-products, lot 2000, 45 min'],
  ['2k moulding', 'two-shot-moulding'],
  ['bread, 20,000 loaves a month', 'bakery-milling, lot 20000'],
  ['turned parts. Annual volume is around 12,000.', 'turned-parts, lot 1000'],
  ['pick and pack 300 orders a day', 'fulfilment + ?"300 orders"'],
  // How long a thing withstands fire is no drive.
  ['60 minute fire doors', 'windows-doors'],
  ['60 minute fire doors for Derby', 'windows-doors, 45 min'],
  ['doors 60 minutes from Derby', 'windows-doors, 60 min'],
  // Whole industries before a thing, who asks, and whose works it is for.
  ['rail wiring looms', '?rail-systems + wiring-harnesses'],
  ['We make caravans and want foam cushions', '?caravans-campers + foam-conversion'],
  ['our foundry needs 304 trays folded', '?casting + folding&stainless-steel + ?"trays"'],
  ['PLC programming food factory', 'plc-software + ?ready-meals-sauces + ?"factory"'],
  ['ISO 9001 preferred but not essential, turning', 'turning, ISO_9001'],
  [
    'bags, no plastic packaging and delivery by 31/01/2027',
    'packaging-materials, 70 days, not plastic-products',
  ],
  ['cutting a 50mm plate', 'plasma-cutting'],
  ['armour plate cutting', 'plasma-cutting&structural-steels'],
  ['stainless steel fabricators', 'fabrication&stainless-steel'],
  ['defence ration packs co-packed', '?defence-systems + packaging-services + ?"ration packs"'],
  ['wind energy and gearboxes', 'wind-energy + gearboxes'],
  ['shot blasting a steel gate', 'shot-blasting + ?gates-railings&steel'],
  ['polishing some brass taps', 'polishing + ?bathroom-plumbing&copper-alloys'],
  ['inconel brackets copper plated', 'brackets-clips&nickel-alloys + copper-plating'],
  ['warehousing for 400 pallets', 'warehousing + ?"400 pallets"'],
  ['30 mile radius of Walsall deburring', 'deburring, 43 min'],
  // How a good is and what it is of stand behind it too.
  ['dog biscuits grain free', 'pet-animal-feed + ?"grain free"'],
  ['garden furniture rattan', 'furniture + ?"rattan"'],
  // Goods are put right as trades are, in what is typed.
  ['lether walets', 'leather-goods'],
  ['letuce growers', 'fruit-vegetables + ?"growers"'],
  ['panto scenery', 'set-construction + ?"panto"'],
  // A size within a name.
  ['shifting a 100 ton press between sites', 'machine-moving + ?"between sites"'],
  ['bending 25mm tube', 'tube-bending'],
  // Things that are hired, and moved.
  ['crane with driver for a day', '?cranes-lifts + plant-hire'],
  ['generator for 2 weeks', '?industrial-motors + plant-hire'],
  ['storage for 3 months', 'logistics'],
  ['lifting a 20 ton transformer', 'machine-moving + ?power-electronics'],
  // What is done to things, and what the buyer brings.
  ['brackets powder coated', '?brackets-clips + powder-coating'],
  ['powder coated brackets', 'powder-coating + brackets-clips'],
  ['polish brass door handles', 'polishing + ?locks-hardware'],
  ['aprons embroidered with our logo', '?clothing-footwear + garment-printing + ?product-graphic'],
];

describe('understanding a typed query', () => {
  it.each(TABLE)('%s', (query, expected) => {
    expect(inShort(understand(query).requirement)).toBe(expected);
  });

  it('says where each part stands in the text as typed, without overlaps', () => {
    for (const [query] of TABLE) {
      let last = 0;
      for (const part of understand(query).parts.filter(({ kind }) => kind !== 'capability')) {
        expect(part.start).toBeGreaterThanOrEqual(last);
        expect(query.slice(part.start, part.end)).toBe(part.text);
        last = part.end;
      }
    }
  });

  it('drops a part that the searcher removes, and nothing else', () => {
    const query = '5 axis titanium machining AS9100 within 45 minutes of Derby, under 200 off';
    const all = understand(query);
    for (const part of all.parts) {
      const less = understand(query, [part.key]);
      expect(less.parts).toEqual(all.parts.filter(({ key }) => key !== part.key));
    }
    expect(understand(query, ['certificate:AS9100']).requirement.certifications).toEqual([]);
    expect(understand(query, ['place:derby']).requirement.place).toBeNull();
  });

  it('asks for no capability where only a certificate and a place are named', () => {
    const { requirement } = understand('RISQS approved manufacturer, 40 minutes from Derby');
    expect(requirement.needs).toEqual([]);
    expect(requirement.certifications.map(({ scheme }) => scheme)).toEqual(['RISQS']);
    expect(requirement.maxDriveMinutes).toBe(40);
  });

  it('says of what a service is done to that it is served', () => {
    const served = (text: string): (boolean | undefined)[] =>
      understand(text).requirement.needs.map((need) => need.served);
    expect(served('train our welders')).toEqual([undefined, true]);
    expect(served('gears from stock')).toEqual([true, undefined]);
    expect(served('radiography of castings')).toEqual([undefined, undefined]);
  });

  it('looks for who hires out, not for who uses what is hired', () => {
    const { needs } = understand('rent a climatic chamber').requirement;
    expect(needs.filter(({ importance }) => importance === 'must').map(({ codes }) => codes)).toEqual([
      ['plant-hire'],
    ]);
    expect(
      understand('modular rooms, not hire').requirement.needs.flatMap(({ codes }) => codes),
    ).not.toContain('plant-hire');
  });

  it.each([
    ['UKAS torque calibration', 'calibration, ISO_17025'],
    ['UKAS ISO 9001 fabricators', 'fabrication, ISO_9001'],
    ['gears from stock', '?gear-cutting + metal-stockholding'],
    ['bolts, not from stock', 'fasteners, not stock'],
    ['gear cutting training', '?gear-cutting + training'],
    ['train our welders', 'training + ?welding'],
    ['train seats', 'rail-seats'],
    ['compressor hire', '?pumps + plant-hire'],
    ['plant hire', 'plant-hire'],
    ['why did our bolt snap, lab', '?fasteners + materials-testing + ?"why did snap"'],
    ['EMC test lab', 'emc-testing + ?"lab"'],
    ['lab furniture', 'office-school-furniture'],
    ['forgings not drop forged', 'forging, not closed-die-forging'],
    ['forgings not hot forging', 'forging, not hot forging'],
    ['made to measure covers', 'airbags-textiles'],
  ])('reads "%s" as %s', (text, expected) => expect(inShort(understand(text).requirement)).toBe(expected));

  it.each([
    ['help us get AS9100', false],
    ['ISO 9001 consultant', false],
    ['training in ISO 9001', false],
    ['auditor training for IATF 16949', false],
    ['milling AS9100', true],
    ['forklift training ISO 9001', true],
    ['get castings AS9100', true],
    ['IATF 16949 supported assembly', true],
  ])('%s: asks for a certificate that is held: %s', (text, held) => {
    expect(understand(text).requirement.certifications).toHaveLength(held ? 1 : 0);
  });

  it.each([
    ['machining, ISO 9001 preferred', 'desired'],
    ['ideally ISO 14001, sheet metal', 'desired'],
    ['presswork, IATF 16949 would be a plus', 'desired'],
    ['presswork, IATF 16949 would be nice', 'desired'],
    ['milling AS9100 or equivalent', 'required'],
    ['milling ISO 9001 plus deburring', 'required'],
    ['preferably local, ISO 9001', 'required'],
  ] as const)('%s: a certificate that is %s', (text, importance) => {
    const { requirement, remaining, parts } = understand(text);
    expect(requirement.certifications.map((one) => one.importance)).toEqual([importance]);
    expect(parts.some(({ label }) => label.endsWith(', preferred'))).toBe(importance === 'desired');
    expect(remaining).not.toMatch(/prefer|ideal|equivalent/iu);
  });

  it('keeps decimals whole in the words that are left', () => {
    expect(understand('bits to grade 8.8.').remaining).toBe('bits to grade 8.8');
  });

  it.each([
    ['welding within 1 hr of Xanadu', 'within 1 hr of Xanadu (no place we know)'],
    ['welding within 1 hr of xanadu', 'within 1 hr of'],
    ['welding near Atlantis', 'near Atlantis (no place we know)'],
    ['welding within 30 miles of Aberdeen', 'within 30 miles of Aberdeen (outside both regions)'],
    ['welding Aberdeen', 'Aberdeen (outside both regions)'],
    ['welding near M1 1AA', 'near M1 1AA (outside both regions)'],
    ['welding Tyseley, Birmingham', 'Birmingham (the same place)', 45],
    ['welding needed by 3 March 2025', 'needed by 3 March 2025 (that day has passed)'],
    ['AS9100 welding, NADCAP not required', 'NADCAP not required'],
    ['welding, no painting required', 'no painting required'],
  ])('says of %s that it leaves something out', (text, label, minutes: number | null = null) => {
    const { parts, requirement, remaining } = understand(text);
    expect(parts.filter(({ kind }) => kind === 'ignored').map((part) => part.label)).toEqual([label]);
    expect(requirement.maxDriveMinutes).toBe(minutes);
    expect(requirement.needs[0]!.codes).toEqual(['welding']);
    expect(requirement.excludes!.codes).toEqual([]);
    expect(remaining.toLowerCase()).toBe(text.endsWith('xanadu') ? 'xanadu' : '');
  });

  it.each([
    ['welding Coventry or Rugby', ['Within 45 minutes of Coventry', 'Or within 45 minutes of Rugby']],
    [
      'welding within 20 miles of Coventry or Rugby',
      ['Within 29 minutes of Coventry', 'Or within 29 minutes of Rugby'],
    ],
    [
      'welding either Dudley/West Bromwich area',
      ['Within 45 minutes of Dudley', 'Or within 45 minutes of West Bromwich'],
    ],
    ['welding B69 or DY4', ['Within 45 minutes of B69', 'Or within 45 minutes of DY4']],
    [
      'welding between Derby and near Nottingham',
      ['Within 45 minutes of Derby', 'Or within 45 minutes of Nottingham'],
    ],
    [
      'welding near Redditch, Stafford or Rugby',
      ['Within 45 minutes of Redditch', 'Or within 45 minutes of Stafford', 'Or within 45 minutes of Rugby'],
    ],
  ])('%s: either place does', (text, labels) => {
    const { parts, requirement, remaining } = understand(text);
    const places = parts.filter((part) => part.kind === 'place');
    expect(places.map(({ label }) => label)).toEqual(labels);
    expect([requirement.place, ...(requirement.otherPlaces ?? [])]).toEqual(
      places.map(({ place: { point, region } }) => ({ ...point, region })),
    );
    expect(parts.some(({ kind }) => kind === 'ignored')).toBe(false);
    expect(remaining).toBe('');
    const { key } = places[0]!;
    const left = understand(text, [key]);
    expect(left.requirement.place).toEqual(requirement.otherPlaces![0]);
    expect(left.requirement.maxDriveMinutes).toBe(requirement.maxDriveMinutes);
    expect(left.parts.find(({ kind }) => kind === 'place')!.label).toBe(labels[1]!.replace('Or w', 'W'));
  });

  it.each([
    ['crate to carry our gearboxes', ['gearboxes', 'should'], 'crate to carry'],
    ['spats for welders', ['welding', 'should'], 'spats'],
    ['nitride a 3 metre shaft', ['shafts', 'should'], null],
    ['tablet cartons', ['pharmaceuticals', 'should'], null],
    ['concrete cable troughs', ['concrete-products', 'must'], null],
    ['tempered glass digger windows', ['toughened-glass', 'must'], null],
    ['school minibus conversion', ['training', 'should'], null],
    ['school tank welding', ['training', 'should'], null],
    ['brackets welded for trains', ['rail-systems', 'should'], null],
    ['gearboxes and brackets', ['gearboxes', 'must'], null],
  ] as const)('%s: what is wanted and what it is for', (text, [code, importance], must) => {
    const { needs } = understand(text).requirement;
    expect(needs.find(({ codes }) => codes.includes(code))!.importance).toBe(importance);
    if (must !== null)
      expect(needs.find(({ phrase }) => phrase === must)).toMatchObject({ codes: [], importance: 'must' });
    expect(needs.some((need) => need.importance === 'must')).toBe(true);
  });

  it('tells the stone of a thing from the town, and a grade from a number of parts', () => {
    const placeOf = (text: string): string | undefined =>
      understand(text).parts.find(({ kind }) => kind === 'place')?.label;
    expect(placeOf('window sills in stone')).toBeUndefined();
    expect(placeOf('machinists in stone')).toBe('Within 45 minutes of Stone');
    expect(placeOf('window sills near stone')).toBe('Within 45 minutes of Stone');
    const { quantity, needs } = understand('passivate 17-4 parts').requirement;
    expect(quantity).toBeNull();
    expect(needs[0]!.codes).toEqual(['passivation', 'ph-stainless']);
  });

  it('reads "nothing" as ruling out', () => {
    expect(understand('plastic parts, nothing rubber').requirement.excludes!.codes).toEqual([
      'rubber-moulding',
    ]);
    expect(understand('plastic parts, nothing fancy').requirement.excludes).toEqual({
      codes: [],
      roles: [],
      phrases: [],
    });
  });

  it('keeps the reach of a place elsewhere to itself', () => {
    const labels = (text: string, without: string[] = []): string[] =>
      understand(text, without)
        .parts.filter(({ kind }) => kind !== 'capability')
        .map(({ label }) => label);
    expect(labels('welding near Aberdeen, Coventry')).toEqual([
      'near Aberdeen (outside both regions)',
      'Within 45 minutes of Coventry',
    ]);
    expect(labels('Coventry welding within 20 minutes')).toEqual([
      'Within 20 minutes of Coventry',
      'Within 20 minutes',
    ]);
    expect(labels('Coventry welding within 20 minutes', ['reach:20'])).toEqual([
      'Within 45 minutes of Coventry',
    ]);
  });

  it('looks in a county or an area wherever in it, and near it from its middle', () => {
    const read = (text: string, without: string[] = []): unknown[] => {
      const { within, parts, requirement } = understandQuery(text, { today: '2026-11-22' }, without);
      const places = parts.filter(({ kind }) => kind === 'place');
      return [places.map(({ label }) => label), within?.length, requirement.maxDriveMinutes];
    };
    expect(read('foundries in Lincolnshire')).toEqual([['In Lincolnshire'], 7, null]);
    expect(read('foundries in the Black Country')).toEqual([['In Black Country'], 4, null]);
    expect(read('foundries Rutland or Leicestershire')).toEqual([
      ['In Rutland', 'Or in Leicestershire'],
      9,
      null,
    ]);
    expect(read('foundries Rutland or Leicestershire', ['place:rutland'])).toEqual([
      ['In Leicestershire'],
      8,
      null,
    ]);
    expect(read('foundries near Lincolnshire')).toEqual([['Within 45 minutes of Lincolnshire'], 0, 45]);
    // A town has a middle and no end.
    expect(read('foundries in Derby')).toEqual([['Within 45 minutes of Derby'], 0, 45]);
    expect(read('foundries in Derby or Rutland')).toEqual([
      ['Within 45 minutes of Derby', 'Or within 45 minutes of Rutland'],
      0,
      45,
    ]);
  });

  it('rules out places, and keeps what stands behind', () => {
    const read = (text: string): unknown[] => {
      const { awayFrom, parts } = understand(text);
      return [awayFrom, parts.filter(({ kind }) => kind === 'exclusion').map(({ label }) => label)];
    };
    expect(read('machining, not Birmingham')).toEqual([['E08000025'], ['Not in Birmingham']]);
    expect(read('machining not in Derby or Leicester, 50 off')).toEqual([
      ['E06000015', 'E06000016'],
      ['Not in Derby or Leicester'],
    ]);
    expect(read('machining -coventry')).toEqual([['E08000026'], ['Not in Coventry']]);
    expect(read('machining Coventry')).toEqual([[], []]);
    expect(
      understandQuery('machining not Derby', { today: '2026-11-22' }, ['exclusion:derby']).awayFrom,
    ).toEqual([]);
  });

  it.each(['who can do it for us please', 'looking for a firm', '???', 'needed asap'])(
    'finds in "%s" nothing that is asked for',
    (text) => expect(understand(text).asksNothing).toBe(true),
  );

  it('knows a search that asks from one that is empty or of which everything was taken away', () => {
    expect(understand('').asksNothing).toBe(false);
    expect(understand('need welding').asksNothing).toBe(false);
    expect(understand('need welding', ['capability:welding']).asksNothing).toBe(false);
    expect(understand('ISO 9001').asksNothing).toBe(false);
  });

  it('names what it read in plain words', () => {
    const labels = (text: string): string[] => understand(text).parts.map(({ label }) => label);
    expect(labels('heat treat nadcap B1')).toEqual([
      'Heat treatment',
      'Nadcap special-process accreditation, Heat treating',
      'Within 45 minutes of B1',
    ]);
    expect(labels('EN 15085-2 CL1')).toEqual(['EN 15085-2 welding of rail vehicles, Class 1']);
    expect(labels('welding by end of January')).toEqual([
      'Welding and joining',
      'Delivery by 31 January 2027',
    ]);
  });

  it('takes the period of a bare number with it', () => {
    const { parts, remaining } = understand('need 5000 turned parts per week');
    expect([parts.map(({ kind, text }) => [kind, text]), remaining]).toEqual([
      [
        ['ignored', 'need'],
        ['quantity', '5000'],
        ['capability', 'turned parts'],
      ],
      '',
    ]);
  });

  it('shows what it put right', () => {
    expect(understand('spark errosion').corrections).toEqual([
      { from: 'spark errosion', to: 'spark erosion' },
    ]);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const { requirement, parts } = understand(text);
        expect(requirement.onDate).toBe('2026-11-22');
        for (const part of parts) expect(part.end).toBeGreaterThan(part.start);
      }),
    );
  });
});
