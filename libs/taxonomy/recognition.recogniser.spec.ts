import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { capabilityTree, parseCapabilities } from './capability.data.js';
import { buildCapabilityTree } from './capability.tree.js';
import { parseFalseFriends } from './lexicon.friends.js';
import { Recogniser, recognise, recogniser, recogniseTyped } from './recognition.recogniser.js';

const codes = (text: string): string[] => recognise(text).mentions.map((mention) => mention.code);
const of = (text: string, code: string) => recognise(text).mentions.find((mention) => mention.code === code);

describe('false friends', () => {
  it.each([
    ['casting for a film and television drama', 'casting', 'casting-agency'],
    ['actors and performers for voice casting', 'casting', 'casting-agency'],
    ['timber skirting and oak mouldings', 'polymer-processing', 'joinery'],
    ['hardwood mouldings for period homes', 'polymer-processing', 'joinery'],
    ['handrails for staircases and balconies', 'grab-poles', 'architectural-metalwork'],
    ['press officers and media relations', 'presswork', 'advertising-pr'],
    ['press releases and award entries', 'presswork', 'advertising-pr'],
    ['plant hire and lifting', 'process-skids', 'plant-hire'],
    ['forging partnerships between universities', 'forging', 'cluster-services'],
    ['hip implants for surgeons', 'hot-isostatic-pressing', 'orthopaedic-implants'],
    ['zinc die cast handles', 'zinc-plating', 'zinc-die-casting'],
    ['flour milling and baking', 'milling', 'bakery-milling'],
    ['office cleaning', 'cleanrooms', 'cleaning-services'],
    ['building surveys', 'metrology', 'architecture-surveying'],
    ['hot zinc spray on steel', 'zinc-plating', 'metal-spraying'],
  ])('reads "%s" as not %s but %s', (text, wrong, right) => {
    expect(codes(text)).not.toContain(wrong);
    expect(codes(text)).toContain(right);
  });

  it.each([
    'moulding young minds',
    'turning around failing schools',
    'milling crowds at the market',
    'plating up food for guests',
    'forging ahead with growth',
    'breaking the mould',
    'our grey seals are rescued',
    'lead times of two weeks',
    'ground floor offices',
    'a pressing need',
    'stage one audit',
    'by rail',
    'casting doubt',
    'under one roof',
    'tools for growth',
  ])('finds no process in "%s"', (text) => {
    const found = codes(text)
      .map((code) => capabilityTree().find(code)!)
      .filter((node) => node.kind === 'process');
    expect(found.map((node) => node.code)).toEqual([]);
  });

  it.each([
    'the cream of the crop',
    'the icing on the cake',
    'hitting the sweet spot',
    'a stone’s throw from the M1',
    'bricks and mortar',
    'breaking the glass ceiling',
    'a window of opportunity',
    'keeping many plates spinning',
    'where the rubber meets the road',
    'a rolling programme of improvement',
    'a cast iron guarantee',
    'bending over backwards for customers',
    'an iron will and a heart of gold',
    'paving the way for others',
    'part of the fabric of Stoke',
    'a steep learning curve',
    'A £2m investment in new machines was made last year.',
    'We invested in our people and our buildings.',
  ])('finds nothing in the figure of speech "%s"', (text) => {
    expect(codes(text)).toEqual([]);
  });

  it('finds the trade of a firm beside its figures of speech', () => {
    expect(codes('Gear cutting is our bread and butter.')).toEqual(['gear-cutting']);
  });

  it('still reads the real thing', () => {
    expect(codes('investment castings in nickel, and a £2m investment')).toContain('investment-casting');
    expect(codes('precast concrete steps')).toContain('precast-concrete');
    expect(codes('HIP of nickel castings')).toContain('hot-isostatic-pressing');
    expect(codes('aluminium castings')).toContain('aluminium-casting');
    expect(codes('handrails for trams')).toContain('grab-poles');
    expect(codes('plastic mouldings')).toContain('polymer-processing');
    expect(codes('oil seals and gaskets')).toContain('seals-gaskets');
  });
});

describe('polarity', () => {
  it.each([
    ['We do not offer anodising, plating or painting', 'wet-painting', 'negated'],
    ['We never handle battery cells', 'battery-cells', 'negated'],
    ["We don't build scenery but we rig truss", 'set-construction', 'negated'],
    ['Transfer pressing is not something we offer', 'transfer-pressing', 'negated'],
    ['Steel frames; aluminium welding is outside our scope', 'aluminium-fabrication', 'negated'],
    ['no plating', 'plating', 'excluded'],
    ['plastic parts, not 3d printed', 'additive', 'excluded'],
    ['copper busbars no merchants', 'metal-stockholding', 'excluded'],
    ['cap moulds not made in china', 'sourcing-agent', 'excluded'],
    ['castings rather than forgings', 'forging', 'excluded'],
    ['everything except anodising', 'anodising', 'excluded'],
    ['milling without grinding', 'grinding', 'excluded'],
    ['We no longer offer anodising', 'anodising', 'negated'],
    ['Welding is no longer done here', 'welding', 'negated'],
    ['We have stopped injection moulding', 'injection-moulding', 'negated'],
    ['We gave up gear cutting in 2019', 'gear-cutting', 'negated'],
    ['They used to plate', 'plating', 'negated'],
    ['Anodising was sold off', 'anodising', 'negated'],
    ['Powder coating not available', 'powder-coating', 'negated'],
    ['Heat treatment excluded', 'heat-treatment', 'negated'],
    ['With the exception of grinding, all machining', 'grinding', 'excluded'],
    ['With the exception of grinding, all machining', 'machining', 'offered'],
    ['bars no longer than 3 m turned', 'turning', 'offered'],
    ['discontinued motors rewound', 'motor-rewind', 'offered'],
    ['We are used to machining titanium', 'machining', 'offered'],
    ['We never stopped machining', 'machining', 'offered'],
    ['castings sold machined', 'casting', 'offered'],
    ['not only laser cutting but folding', 'laser-cutting', 'offered'],
    ['No job too small, CNC milling', 'milling', 'offered'],
    ['No plating. Powder coating in house', 'powder-coating', 'offered'],
    ["We don't build scenery but we hire out staging and rigging crew", 'strike-rigging', 'offered'],
    ['No minimum order, injection moulding', 'injection-moulding', 'offered'],
    ['powder coat, not subcontracted', 'powder-coating', 'offered'],
  ])('"%s": %s is %s', (text, code, polarity) => expect(of(text, code)?.polarity).toBe(polarity));
});

describe('roles', () => {
  it.each([
    ['Plating is bought in', 'plating', 'buysIn'],
    ['we buy in machining, heat treatment and paint', 'heat-treatment', 'buysIn'],
    ['heat treatment and X-ray are managed through approved houses', 'radiography', 'buysIn'],
    ['subcontract out heat treatment', 'heat-treatment', 'buysIn'],
    ['ground gears via partner', 'gear-grinding', 'buysIn'],
    ['machining via partners', 'machining', 'buysIn'],
    ['powder coat, not subcontracted', 'powder-coating', 'performs'],
    ['supplier of tooling to moulders', 'polymer-processing', 'suppliesTo'],
    ['bars for machining', 'machining', 'suppliesTo'],
    ['we supply the rail and automotive sectors', 'automotive-systems', 'suppliesTo'],
    ['training in welding', 'welding', 'trains'],
    ['bespoke training in welding and CNC turning', 'turning', 'trains'],
    ['milling courses', 'milling', 'trains'],
    ['radiography of castings', 'casting', 'lab'],
    ['repair of alternators', 'electric-motors', 'maintains'],
    ['distributors of sensors', 'sensors', 'sells'],
    ['hire of conveyors', 'conveyors', 'hires'],
    ['advice on powder coating', 'powder-coating', 'consults'],
    ['precision gear grinding', 'gear-grinding', 'performs'],
    ['CNC machinists', 'machining', 'performs'],
  ])('"%s": %s is %s', (text, code, role) => expect(of(text, code)?.role).toBe(role));
});

describe('misspellings', () => {
  it.each([
    ['spark errosion', 'spark-erosion'],
    ['quick protoypes', 'rapid-prototyping'],
    ['progresion pressings', 'progression-pressing'],
    ['lorry wireing looms', 'vehicle-looms'],
    ['traction batery packs', 'battery-packs'],
    ['control pannel builder', 'control-panels'],
    ['zinc nickle plating', 'zinc-nickel-plating'],
    ['polystyrine sculpture', 'props'],
    ['ruber seals', 'seals-gaskets'],
    ['injecton moulding', 'injection-moulding'],
    ['alluminium castings', 'aluminium-casting'],
    ['hygenic pipework', 'hygienic-pipework'],
    ['anodiseing', 'anodising'],
    ['galvinising', 'galvanising'],
  ])('reads "%s" as %s', (text, code) => expect(codes(text)).toContain(code));

  it('says what it was read as and counts it less', () => {
    expect(of('spark errosion', 'spark-erosion')).toMatchObject({
      corrected: 'spark erosion',
      phrase: 'spark errosion',
    });
    expect(of('spark errosion', 'spark-erosion')!.quality).toBeLessThan(
      of('spark erosion', 'spark-erosion')!.quality,
    );
  });

  it('puts misspelt goods right in what is typed alone', () => {
    const typed = (text: string): string[] => recogniseTyped(text).mentions.map(({ code }) => code);
    for (const [text, code] of [
      ['letuce', 'fruit-vegetables'],
      ['trowsers', 'clothing-footwear'],
      ['lether walets', 'leather-goods'],
    ] as const) {
      expect(typed(text)).toContain(code);
      expect(codes(text)).not.toContain(code);
    }
    expect(recogniser().correctionOf('ruber', true)).toBe('rubber');
  });

  it.each([
    'conversation',
    'inherited',
    'grandmother',
    'compilation',
    'additives',
    'hockley',
    'panto',
    'burntwood',
  ])('takes %s for no slip, of a trade or a good', (word) =>
    expect(recogniser().correctionOf(word, true)).toBeUndefined(),
  );

  it('leaves English words and names alone', () => {
    expect(codes('bold patterns of wording')).not.toContain('welding');
    expect(codes('a wilder porter')).toEqual([]);
    expect(codes('We are a family firm from Cradley Heath with a long history of good service')).toEqual([]);
  });
});

describe('American spelling', () => {
  it.each([
    ['injection molding', 'injection-moulding'],
    ['2 shot molding', 'two-shot-moulding'],
    ['aluminum castings', 'aluminium-casting'],
    ['EtO sterilization', 'eto-sterilisation'],
    ['carbon fiber', 'carbon-composites'],
    ['hard anodized', 'hard-anodising'],
    ['fiberglass panels', 'grp-moulding'],
    ['galvanizing', 'galvanising'],
    ['carburizing', 'case-hardening'],
  ])('reads "%s" as %s', (text, code) => expect(codes(text)).toContain(code));
});

describe('a mention', () => {
  it('keeps process, material and product apart in one phrase', () => {
    expect(codes('five-axis titanium machining')).toEqual(['five-axis-milling', 'titanium', 'machining']);
    expect(codes('zinc die casting')).toEqual(['zinc-die-casting', 'zinc']);
  });

  it('shares an ending or a beginning over a list', () => {
    expect(codes('sand, gravity and investment castings')).toEqual([
      'sand-casting',
      'gravity-die-casting',
      'investment-casting',
    ]);
    expect(codes('orbital and laser welding')).toEqual(['orbital-welding', 'laser-welding']);
    expect(codes('welding of busbars')).toContain('busbar-welding');
  });

  it('does not take a tool for the process or a machine for the work', () => {
    expect(codes('injection mould')).toEqual(['injection-mould-tools']);
    expect(codes('injection moulding')).toEqual(['injection-moulding']);
    expect(codes('a washing machine')).not.toContain('machining');
    expect(codes('we machine, weld and mould')).toEqual(expect.arrayContaining(['machining', 'welding']));
  });

  it('needs context for bare numbers and case for abbreviations in prose', () => {
    expect(codes('stainless 316 and 304')).toContain('stainless-steel');
    expect(codes('we have 304 people')).not.toContain('stainless-steel');
    expect(codes('There is a fair chance that it ate the hip of someone who was there at the time')).toEqual(
      [],
    );
  });

  it('gives full quality to listed words and less to others', () => {
    expect(of('CNC milling', 'milling')?.quality).toBe(1);
    expect(of('CNC milled', 'milling')!.quality).toBeLessThan(1);
    expect(
      of(
        'This is a long sentence in which the word machining stands with little beside it to go by',
        'machining',
      )?.quality,
    ).toBeLessThanOrEqual(0.5);
  });

  it('lists what is left', () => {
    const { unrecognised } = recognise('milling of the frobnicator near Derby');
    expect(unrecognised.map((word) => word.text)).toEqual(['frobnicator', 'Derby']);
  });

  it('reads the material that a name of work holds, and none where it coats, is sold or is implied', () => {
    const codesOf = (text: string): string[] => recognise(text).mentions.map(({ code }) => code);
    expect(codesOf('brass turned parts')).toEqual(['turned-parts', 'copper-alloys']);
    expect(codesOf('laser cutting stainless')).toEqual(['laser-cutting', 'stainless-steel']);
    expect(codesOf('acetal machining')).toEqual(['plastic-fabrication', 'acetal']);
    expect(codesOf('aluminium castings')).toEqual(['aluminium-casting', 'aluminium']);
    expect(codesOf('electroless nickel')).toEqual(['electroless-nickel']);
    expect(codesOf('steel stockholders')).toEqual(['metal-stockholding']);
    expect(codesOf('Mazak turning')).toEqual(['cnc-lathe-work']);
  });

  it.each([
    ['cast and machined', ['casting', 'machining']],
    ['welded and painted frames', ['fabrication', 'wet-painting']],
    ['shot blasted and painted', ['protective-painting']],
    ['drilled and tapped', ['drilling']],
    ['turned, ground and hardened pins', ['turning', 'grinding', 'hardening-tempering']],
    ['circuit board design and assembly', ['pcb-design', 'pcb-assembly']],
    ['laser cutting and welding', ['laser-cutting', 'welding']],
    ['chocolate moulding', ['confectionery']],
    ['chocolate moulds', ['extrusion-dies']],
    ['electropolish 316 pipework', ['electropolishing', 'stainless-steel', 'pipework']],
    ['420 brackets', ['brackets-clips']],
    ['on the sports ground', []],
  ])('%s names %j', (text, codes) => {
    expect(recognise(text).mentions.map(({ code }) => code)).toEqual(codes);
  });

  it('lets a longer phrase begin within a shorter one', () => {
    const phrasesOf = (text: string): string[] => recognise(text).mentions.map(({ phrase }) => phrase);
    expect(phrasesOf('moulded rubber to metal bonded mounts')).toEqual(['moulded', 'rubber to metal bonded']);
  });

  it('never throws, stays within the text and does not overlap within a kind', () => {
    const tree = capabilityTree();
    const vocabulary = fc.constantFrom(
      ...tree.nodes.flatMap((node) => [
        node.label,
        ...node.synonyms.slice(0, 2).map((synonym) => synonym.text),
      ]),
    );
    const text = fc
      .array(
        fc.oneof(
          vocabulary,
          fc.string({ unit: 'grapheme' }),
          fc.constantFrom('no', 'not', ', ', 'and', 'of', '. ', 'for', 'training in', 'bought in'),
        ),
        { maxLength: 14 },
      )
      .map((parts) => parts.join(' '));
    fc.assert(
      fc.property(text, (given) => {
        const { mentions, unrecognised } = recognise(given);
        const ends = new Map<string, number>();
        for (const { code, start, end, phrase, quality } of mentions) {
          const { kind } = tree.find(code)!;
          expect(start).toBeGreaterThanOrEqual(ends.get(kind) ?? 0);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(given.length);
          expect(phrase).toBe(given.slice(start, end));
          expect(quality).toBeGreaterThan(0);
          expect(quality).toBeLessThanOrEqual(1);
          ends.set(kind, end);
        }
        for (const word of unrecognised) expect(given.slice(word.start, word.end)).toBe(word.text);
        expect(recognise(given)).toEqual({ mentions, unrecognised });
      }),
      { numRuns: 300 },
    );
  });
});

describe('a recogniser of other rows', () => {
  const tree = buildCapabilityTree(parseCapabilities('thatch p Thatching = reed work\nreed m Water reed'));

  it('knows only those', () => {
    const own = Recogniser.of(
      tree,
      parseFalseFriends('phrase reed all about it\ncontext reed work | clarinet oboe | roof | none'),
    );
    expect(own.recognise('thatched roofs').mentions.map((mention) => mention.code)).toEqual(['thatch']);
    expect(own.recognise('clarinet reed work').mentions).toEqual([]);
    expect(own.recognise('milling').mentions).toEqual([]);
  });

  it('refuses a rule that names no node and a line it cannot read', () => {
    expect(() => Recogniser.of(tree, parseFalseFriends('context reed | oboe | roof | music'))).toThrow(
      /does not exist: music/,
    );
    expect(() => parseFalseFriends('unheard of')).toThrow(/line 1/);
  });
});
