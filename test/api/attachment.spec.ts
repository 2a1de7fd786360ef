import { USUAL_TERMS } from '#lib/files';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Answer, type ApiKit, type Caller, startApiKit } from './api.kit.js';
import { publishRequirement, registerBuyer, registerSupplier } from './work.kit.js';

let kit: ApiKit;
let buyer: Caller;
let seller: Caller;
let stranger: Caller;
let officer: Caller;
let requirementId: string;
let supplierId: string;
let certificateId: string;

beforeAll(async () => {
  kit = await startApiKit();
  // Tickets carry the public address: in a test it is where the API has come up.
  kit.config.apiPublicUrl = kit.url;
  [buyer, seller, stranger] = [
    await kit.person('buyer@oem.example'),
    await kit.person('seller@mill.example'),
    await kit.person('stranger@mill.example'),
  ];
  officer = await kit.person('officer@authority.example', { staffRoles: ['OFFICER'] });
  const details = { postcode: 'B1 1AA', statedCapabilities: ['five axis milling'] };
  const certificates = [{ stated: 'ISO 9001', validTo: '2099-01-01' }];
  supplierId = await registerSupplier(kit, { ...details, name: 'Reading Mill', certificates }, seller.token);
  await registerSupplier(kit, { ...details, name: 'Other Mill' }, stranger.token);
  const buyerId = await registerBuyer(kit, { name: 'Drawing Motors' }, buyer.token);
  requirementId = await publishRequirement(
    kit,
    {
      buyerId,
      title: 'Housing to drawing',
      visibility: 'SECTOR_ONLY',
      sectors: ['AUTOMOTIVE_RAIL'],
      needs: [{ phrase: 'five axis milling', importance: 'MUST' }],
    },
    buyer.token,
  );
  const { data } = await kit.ask(
    `query ($id: ID!) { supplier(id: $id) { certificates { id } } }`,
    { id: supplierId },
    seller.token,
  );
  certificateId = data.supplier.certificates[0].id as string;
});
afterAll(() => kit.stop());

const pdf = (bytes: number): Buffer =>
  Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(bytes - 9, 0x41)]);

const announce = (draft: object, token: string): Promise<Answer> =>
  kit.ask(
    `mutation ($input: AddAttachmentInput!) { addAttachment(input: $input) { id uploadUrl errors { code path } } }`,
    { input: { requirementId, name: 'Housing.pdf', mediaType: 'application/pdf', bytes: 700_000, ...draft } },
    token,
  );
const put = (url: string, content: Buffer, type = 'application/octet-stream'): Promise<Response> =>
  fetch(url, { method: 'PUT', headers: { 'content-type': type }, body: new Uint8Array(content) });

interface Seen {
  attachments: { name: string; downloadUrl: string | null; downloads: object[] }[];
  confidentiality: { text: string; accepted: boolean; acceptances: object[] } | null;
}
async function seen(token?: string): Promise<Seen> {
  const { data } = await kit.ask(
    `query ($id: ID!) { requirement(id: $id) {
       attachments { name mediaType bytes downloadUrl downloads { organisationName personName } }
       confidentiality { text accepted acceptances { organisationName personName text } } } }`,
    { id: requirementId },
    token,
  );
  return data.requirement as Seen;
}
const accept = (text: string, token: string): Promise<Answer> =>
  kit.ask(
    `mutation ($input: AcceptConfidentialityInput!) { acceptConfidentiality(input: $input) { id errors { code } } }`,
    { input: { requirementId, organisationId: supplierId, text } },
    token,
  );

describe('an upload', () => {
  it('is announced by the buyer alone, of a size and a sort that are taken', async () => {
    for (const { token } of [seller, stranger]) {
      expect((await announce({}, token)).errors[0]!.extensions.code).toBe('NOT_FOUND');
    }
    for (const [draft, code, path] of [
      [{ name: 'page.html', mediaType: 'text/html' }, 'UNKNOWN_MEDIA_TYPE', ['mediaType']],
      [{ bytes: 20 * 1024 * 1024 + 1 }, 'OUT_OF_RANGE', ['bytes']],
      [{ bytes: 0 }, 'OUT_OF_RANGE', ['bytes']],
      [{ name: ' / ' }, 'INVALID_VALUE', ['name']],
    ] as const) {
      const { data } = await announce(draft, buyer.token);
      expect(data.addAttachment).toEqual({ id: null, uploadUrl: null, errors: [{ code, path }] });
    }
  });

  it('is named as what it is', async () => {
    for (const [name, mediaType, kept] of [
      ['setup.exe', 'application/pdf', 'setup.exe.pdf'],
      ['Housing rev. 2', 'model/step', 'Housing rev. 2.step'],
      ['HOUSING.STP', 'model/step', 'HOUSING.STP'],
      ['a/b\r\nc.dwg', 'image/vnd.dwg', 'a b  c.dwg'],
    ] as const) {
      await announce({ name, mediaType }, buyer.token);
      const last = await kit.db.reading().query(`SELECT name FROM files ORDER BY id DESC LIMIT 1`);
      expect(last).toEqual([{ name: kept }]);
    }
  });

  it('is what its name ends in, where a browser knows no type of it or calls it by another', async () => {
    for (const [name, said, kept] of [
      ['bracket.STEP', 'application/octet-stream', 'model/step'],
      ['plate.dxf', '', 'image/vnd.dxf'],
      ['parts.zip', 'application/x-zip-compressed', 'application/zip'],
      ['parts.csv', 'application/vnd.ms-excel', 'text/csv'],
    ] as const) {
      expect((await announce({ name, mediaType: said }, buyer.token)).data.addAttachment.errors).toEqual([]);
      const last = await kit.db
        .reading()
        .query(`SELECT name, media_type FROM files ORDER BY id DESC LIMIT 1`);
      expect(last).toEqual([{ name, media_type: kept }]);
    }
  });

  it('is refused when it is not what was announced, and leaves nothing behind', async () => {
    const { uploadUrl } = (await announce({}, buyer.token)).data.addAttachment as { uploadUrl: string };
    const script = Buffer.concat([Buffer.from('<script>'), Buffer.alloc(699_992, 0x20)]);
    expect((await put(uploadUrl, script)).status).toBe(400);
    expect((await put(uploadUrl, pdf(699_999))).status).toBe(400);
    expect((await put(uploadUrl, pdf(700_001))).status).toBe(413);
    const other = await put(uploadUrl, pdf(700_000), 'application/pdf');
    expect([other.status, await other.text()]).toEqual([
      415,
      expect.stringContaining('application/octet-stream'),
    ]);
    // The first character: some bits of the last one mean nothing.
    const another = uploadUrl.replace(/(?<=[?]t=)./, (first) => (first === 'x' ? 'y' : 'x'));
    expect(another).not.toBe(uploadUrl);
    expect((await put(another, pdf(700_000))).status).toBe(404);
    expect(await kit.db.reading().query(`SELECT 1 FROM file_chunks`)).toEqual([]);
    expect((await seen(buyer.token)).attachments).toEqual([]);
  });

  it('is kept once it is right, and its address works once and not for long', async () => {
    const { uploadUrl } = (await announce({}, buyer.token)).data.addAttachment as { uploadUrl: string };
    kit.db.clock.now = new Date(Date.now() + 16 * 60_000);
    expect((await put(uploadUrl, pdf(700_000))).status).toBe(404);
    kit.db.clock.now = undefined;
    const both = await Promise.all([put(uploadUrl, pdf(700_000)), put(uploadUrl, pdf(700_000))]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 404]);
    expect((await put(uploadUrl, pdf(700_000))).status).toBe(404);
    expect((await seen(buyer.token)).attachments).toMatchObject([{ name: 'Housing.pdf', downloads: [] }]);
    const chunks = await kit.db
      .reading()
      .query(`SELECT no, length(content) AS bytes FROM file_chunks ORDER BY no`);
    expect(chunks).toEqual([262_144, 262_144, 175_712].map((bytes, no) => ({ no, bytes })));
  });
});

describe('an attachment', () => {
  it('is hidden from those who see the requirement in outline', async () => {
    for (const token of [undefined, stranger.token, seller.token]) {
      expect(await seen(token)).toEqual({ attachments: [], confidentiality: null });
    }
    expect((await accept(USUAL_TERMS, seller.token)).errors[0]!.extensions.code).toBe('NOT_FOUND');
  });

  it('is named to whom the buyer invites, and read after they accept confidentiality', async () => {
    await kit.ask(
      `mutation ($input: BeginIntroductionInput!) { inviteSupplier(input: $input) { errors { code } } }`,
      { input: { requirementId, supplierId } },
      buyer.token,
    );
    expect(await seen(seller.token)).toMatchObject({
      attachments: [{ name: 'Housing.pdf', downloadUrl: null }],
      confidentiality: { text: USUAL_TERMS, accepted: false, acceptances: [] },
    });
    expect((await accept('Whatever', seller.token)).data.acceptConfidentiality.errors).toEqual([
      { code: 'TERMS_HAVE_CHANGED' },
    ]);
    expect((await accept(USUAL_TERMS, stranger.token)).errors[0]!.extensions.code).toBe('NOT_FOUND');
    expect((await accept(USUAL_TERMS, officer.token)).errors[0]!.extensions.code).toBe('NOT_FOUND');
    expect((await accept(USUAL_TERMS, seller.token)).data.acceptConfidentiality.errors).toEqual([]);
    const { attachments, confidentiality } = await seen(seller.token);
    expect(confidentiality).toMatchObject({ accepted: true, acceptances: [] });
    const taken = await fetch(attachments[0]!.downloadUrl!);
    expect(taken.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''Housing.pdf");
    expect(taken.headers.get('content-security-policy')).toContain('sandbox');
    expect(Buffer.from(await taken.arrayBuffer()).equals(pdf(700_000))).toBe(true);
  });

  it('tells the buyer who accepted what, and who took it', async () => {
    expect(await seen(buyer.token)).toMatchObject({
      attachments: [{ downloads: [{ organisationName: 'Reading Mill', personName: 'seller' }] }],
      confidentiality: {
        accepted: true,
        acceptances: [{ organisationName: 'Reading Mill', personName: 'seller', text: USUAL_TERMS }],
      },
    });
    expect((await seen(seller.token)).attachments[0]!.downloads).toEqual([]);
  });

  it('has to be accepted again under another text, and its address runs out', async () => {
    const { downloadUrl } = (await seen(seller.token)).attachments[0]!;
    const change = (token: string): Promise<Answer> =>
      kit.ask(
        `mutation ($id: ID!) { setConfidentialityText(requirementId: $id, text: "Our own words.") { errors { code } } }`,
        { id: requirementId },
        token,
      );
    expect((await change(seller.token)).errors[0]!.extensions.code).toBe('NOT_FOUND');
    expect((await change(buyer.token)).data.setConfidentialityText.errors).toEqual([]);
    expect(await seen(seller.token)).toMatchObject({
      attachments: [{ downloadUrl: null }],
      confidentiality: { text: 'Our own words.', accepted: false },
    });
    kit.db.clock.now = new Date(Date.now() + 11 * 60_000);
    expect((await fetch(downloadUrl!)).status).toBe(404);
    kit.db.clock.now = undefined;
    expect((await fetch(`${kit.url}/files?t=x`)).status).toBe(404);
  });
});

it('lifts a certificate to document when one comes that shows it, for its holder and officers to read', async () => {
  const document = `mutation ($input: AddCertificateDocumentInput!) { addCertificateDocument(input: $input) { uploadUrl errors { code } } }`;
  const input = { certificateId, name: 'ISO 9001.png', mediaType: 'image/png', bytes: 64 };
  expect((await kit.ask(document, { input }, stranger.token)).errors[0]!.extensions.code).toBe('NOT_FOUND');
  const { uploadUrl } = (await kit.ask(document, { input }, seller.token)).data.addCertificateDocument as {
    uploadUrl: string;
  };
  const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(56)]);
  expect((await put(uploadUrl, png)).status).toBe(201);
  const shown = async (token?: string): Promise<unknown> =>
    (
      await kit.ask(
        `query ($id: ID!) { supplier(id: $id) { certificates { evidence documents { name downloadUrl } } } }`,
        { id: supplierId },
        token,
      )
    ).data.supplier.certificates[0] as unknown;
  expect(await shown(stranger.token)).toEqual({ evidence: 'DOCUMENT', documents: [] });
  // The ticket is nobody: the trail names who was given it.
  const [entry] = await kit.db
    .reading()
    .query(`SELECT person_id, system_name FROM audit_entries WHERE action = 'DOCUMENT_ADDED'`);
  expect(entry).toEqual({ person_id: expect.stringMatching(/^[0-9a-f-]{36}$/), system_name: null });
  for (const { token } of [seller, officer]) {
    const { documents } = (await shown(token)) as { documents: { name: string; downloadUrl: string }[] };
    expect(documents).toMatchObject([{ name: 'ISO 9001.png' }]);
    expect(Buffer.from(await (await fetch(documents[0]!.downloadUrl)).arrayBuffer()).equals(png)).toBe(true);
  }
});

it('takes nothing more once the requirement has ended, and lets what there is be taken away', async () => {
  const { id } = (await announce({ name: 'Late.pdf' }, buyer.token)).data.addAttachment as { id: string };
  await kit.ask(
    `mutation ($id: ID!) { closeRequirement(id: $id) { errors { code } } }`,
    { id: requirementId },
    buyer.token,
  );
  expect((await announce({ name: 'Later.pdf' }, buyer.token)).data.addAttachment).toEqual({
    id: null,
    uploadUrl: null,
    errors: [{ code: 'NOT_CHANGEABLE', path: [] }],
  });
  const { data } = await kit.ask(
    `mutation ($id: ID!) { setConfidentialityText(requirementId: $id, text: "Other words") { errors { code } } }`,
    { id: requirementId },
    buyer.token,
  );
  expect(data.setConfidentialityText.errors).toEqual([{ code: 'NOT_CHANGEABLE' }]);
  const removed = await kit.ask(
    `mutation ($id: ID!) { removeAttachment(id: $id) { id errors { code } } }`,
    { id },
    buyer.token,
  );
  expect(removed.data.removeAttachment).toEqual({ id, errors: [] });
});
