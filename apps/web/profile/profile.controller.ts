import { AppError } from '#lib/platform';
import { activityOf, SHOWN_WEEKS } from '../activity/activity.view.js';
import { supplierActivityQuery } from '../activity/document.operations.js';
import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sectorItems } from '../choices.js';
import { choicesOf, type Fields, listOf, type Problem, problemsOf, textOf } from '../form.fields.js';
import { found, Portal } from '../portal.js';
import { fileOf } from '../upload.js';
import {
  certificatesWithout,
  changeOf,
  isSection,
  namesOf,
  nextOf,
  problemsIn,
  type Profile,
  publicItems,
  type SectionName,
  steps,
  tasks,
  titleOf,
  valuesOf,
} from './profile.view.js';
import {
  companyOfQuery,
  findCapabilitiesQuery,
  profileQuery,
  publishMutation,
  readWordsQuery,
  registerBuyerMutation,
  type RegisterMutation,
  registerMutation,
  saveProfileMutation,
  schemesQuery,
  showCertificateMutation,
  treeQuery,
} from './document.operations.js';

/** A capability to tick. */
interface Capability {
  readonly code: string;
  readonly label: string;
}

/** What is looked up, and not yet saved, while capabilities are picked. */
interface Picking {
  find: string;
  below: string;
  words?: string;
  ticked?: string[];
}

const messages: Readonly<Record<string, string>> = {
  sent: 'The document is kept. The certificate counts as evidenced by it.',
  saved: 'Saved.',
  removed: 'The certificate is removed.',
  registered: 'Registered, and kept. Buyers can find you as soon as you have said what you can do.',
};

/** What somebody registers a business as. */
type Registrant = 'supplier' | 'buyer';

/** What is asked of either. */
const registrationOf = (body: Fields) => ({
  name: textOf(body, 'name'),
  postcode: textOf(body, 'postcode'),
  companyNumber: textOf(body, 'companyNumber') || null,
  distinct: textOf(body, 'distinct') === 'yes',
});

/** Registering, and the profile as a task list: everything is saved as one goes, and can be returned to. */
@Controller('work')
export class ProfileController {
  constructor(private readonly portal: Portal) {}

  @Get('register')
  async registering(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.portal.demandVisitor(request);
    await this.registerPage(request, reply, 'supplier', {}, {});
  }

  /** Leads who buys to a new requirement, and who is not known as a buyer yet to their registration. */
  @Get('buy')
  async buying(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const visitor = await this.portal.demandVisitor(request);
    const own = (await this.portal.organisations(request, visitor)).find(({ buyer }) => buyer);
    await this.portal.leadTo(reply, own ? `/work/${own.id}/requirements/new` : '/work/register/buyer');
  }

  @Get('register/buyer')
  async registeringBuyer(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.portal.demandVisitor(request);
    await this.registerPage(request, reply, 'buyer', {}, {});
  }

  @Post('register/buyer')
  async registerBuyer(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Body() body: Fields,
  ): Promise<void> {
    await this.portal.demandVisitor(request);
    if (textOf(body, 'do') === 'lookup') return this.lookUp(request, reply, 'buyer', body);
    const { saved } = await this.portal.ask(request, registerBuyerMutation, { input: registrationOf(body) });
    if (saved.buyer) return this.portal.leadTo(reply, `/work/${saved.buyer.id}/requirements/new`);
    await this.registerPage(request, reply, 'buyer', body, {
      alike: saved.alike,
      problems: problemsOf(saved.errors, { '': 'name', distinct: 'name' }),
    });
  }

  @Post('register')
  async register(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Body() body: Fields,
  ): Promise<void> {
    await this.portal.demandVisitor(request);
    if (textOf(body, 'do') === 'lookup') return this.lookUp(request, reply, 'supplier', body);
    const { saved } = await this.portal.ask(request, registerMutation, { input: registrationOf(body) });
    if (saved.supplier)
      return this.portal.leadTo(reply, `/work/${saved.supplier.id}/profile/capabilities?done=registered`);
    await this.registerPage(request, reply, 'supplier', body, {
      alike: saved.alike,
      problems: problemsOf(saved.errors, { '': 'name', distinct: 'name' }),
    });
  }

  @Get(':id/profile')
  async show(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Query() query: Fields,
  ): Promise<void> {
    const supplier = await this.profile(request, id);
    const weeks = await this.portal.ask(request, supplierActivityQuery, { id, weeks: SHOWN_WEEKS });
    await this.portal.show(request, reply, 'profile/profile.njk', {
      title: `Profile of ${supplier.name}`,
      supplier,
      tasks: tasks(supplier),
      activity: activityOf(found(weeks.supplier).activity),
      done: messages[textOf(query, 'done')],
    });
  }

  @Get(':id/profile/check')
  async check(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    const supplier = await this.profile(request, id);
    await this.portal.show(request, reply, 'profile/check.njk', {
      title: 'Check your answers',
      supplier,
      steps: steps(),
    });
  }

  @Get(':id/profile/:section')
  async section(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Param('section') section: string,
    @Query() query: Fields,
  ): Promise<void> {
    if (!isSection(section)) throw new AppError('NOT_FOUND');
    await this.form(request, reply, await this.profile(request, id), section, {
      picking: { find: textOf(query, 'find'), below: textOf(query, 'below') },
      done: messages[textOf(query, 'done')],
    });
  }

  @Post(':id/profile/:section')
  async save(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Param('section') section: string,
    @Body() body: Fields,
  ): Promise<void> {
    if (!isSection(section)) throw new AppError('NOT_FOUND');
    const profile = await this.profile(request, id);
    const action = textOf(body, 'do');
    if (section === 'capabilities' && action !== '' && !action.startsWith('save')) {
      return this.pick(request, reply, profile, action, body);
    }
    const { saved } = await this.portal.ask(request, saveProfileMutation, {
      input: { id, ...changeOf(section, body, profile) },
    });
    let problems = problemsIn(section, body, profile, saved.errors);
    if (!problems.length && section === 'capacity') problems = await this.publish(request, id, body);
    if (problems.length) return this.form(request, reply, profile, section, { typed: body, problems });
    const again = `/work/${id}/profile/${section}?done=saved`;
    const list = `/work/${id}/profile?done=saved`;
    await this.portal.leadTo(
      reply,
      action === 'save-again' ? again : action === 'save-leave' ? list : nextOf(id, section),
    );
  }

  /** A document that shows a certificate. */
  @Post(':id/profile/certificates/document')
  async document(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Body() body: Record<string, unknown>,
  ): Promise<void> {
    const profile = await this.profile(request, id);
    const certificateId = textOf(body, 'certificate');
    const field = `file-${certificateId}`;
    const file = fileOf(body, 'file');
    let problems: Problem[] = file ? [] : [{ field, message: 'Choose a file first.' }];
    if (file) {
      const { announced } = await this.portal.ask(request, showCertificateMutation, {
        input: { certificateId, name: file.name, bytes: file.size, mediaType: file.type },
      });
      problems = announced.errors.map(({ message }) => ({ field, message }));
      const refused =
        announced.uploadUrl === null ? undefined : await this.portal.put(request, announced.uploadUrl, file);
      if (refused !== undefined) problems.push({ field, message: refused });
    }
    if (problems.length) return this.form(request, reply, profile, 'certificates', { problems });
    await this.portal.leadTo(reply, `/work/${id}/profile/certificates?done=sent`);
  }

  @Get(':id/profile/certificates/:certificate')
  async removing(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Param('certificate') certificate: string,
  ): Promise<void> {
    const { name, certificates } = await this.profile(request, id);
    const { documents, evidence } = found(certificates.find((one) => one.id === certificate));
    const stated = namesOf(certificates)[certificate]!;
    const with_ = [
      ...(documents.length ? [documents.length === 1 ? 'its document' : 'its documents'] : []),
      ...(evidence === 'SELF_DECLARED' ? [] : ['what was found when it was checked']),
    ];
    await this.portal.confirm(request, reply, {
      title: `Remove ${stated}?`,
      caption: name,
      warning: `${stated} goes${with_.length ? `, with ${with_.join(' and ')}` : ''}, and requirements that ask for it no longer find you. To have it back, add it again${with_.length ? ' and have it checked anew' : ''}.`,
      button: 'Remove it',
      keep: 'Keep it',
      back: `/work/${id}/profile/certificates`,
      backText: titleOf('certificates'),
    });
  }

  @Post(':id/profile/certificates/:certificate')
  async remove(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Param('certificate') certificate: string,
  ): Promise<void> {
    const profile = await this.profile(request, id);
    const input = { id, certificates: certificatesWithout(profile, certificate) };
    const { saved } = await this.portal.ask(request, saveProfileMutation, { input });
    const problems = problemsOf(saved.errors, { certificates: 'stated', '': 'main' });
    if (problems.length) return this.form(request, reply, profile, 'certificates', { problems });
    await this.portal.leadTo(reply, `/work/${id}/profile/certificates?done=removed`);
  }

  /** Chooses what everybody may see. */
  private async publish(request: FastifyRequest, supplierId: string, body: Fields): Promise<Problem[]> {
    const fields = choicesOf(body, 'publicFields', publicItems);
    const { shown } = await this.portal.ask(request, publishMutation, {
      supplierId,
      fields,
    });
    return problemsOf(shown.errors, { '': 'publicFields', fields: 'publicFields' });
  }

  /** Looks up capabilities, or reads the words typed, without losing what was ticked. */
  private async pick(
    request: FastifyRequest,
    reply: FastifyReply,
    profile: Profile,
    action: string,
    body: Fields,
  ): Promise<void> {
    const [verb, code] = action.split(':');
    await this.form(request, reply, profile, 'capabilities', {
      typed: body,
      picking: {
        find: verb === 'find' || verb === 'preview' ? textOf(body, 'find') : '',
        below: verb === 'below' ? (code ?? '') : textOf(body, 'below'),
        words: textOf(body, 'statedCapabilities'),
        ticked: listOf(body, 'capabilityCodes'),
      },
    });
  }

  /** Fills in a registration from the public register. */
  private async lookUp(
    request: FastifyRequest,
    reply: FastifyReply,
    as: Registrant,
    body: Fields,
  ): Promise<void> {
    const number = textOf(body, 'companyNumber');
    const { company } = number
      ? await this.portal.ask(request, companyOfQuery, { number })
      : { company: null };
    if (!company) {
      const message = number
        ? 'The register we hold has no company of that number.'
        : 'Enter the number first.';
      return this.registerPage(request, reply, as, body, { problems: [{ field: 'companyNumber', message }] });
    }
    const typed = { ...body, name: company.name, postcode: company.postcode ?? textOf(body, 'postcode') };
    const alike = company.taken
      ? [
          {
            id: company.organisationId,
            name: company.name,
            because: 'COMPANY_NUMBER' as const,
            canJoin: true,
          },
        ]
      : null;
    await this.registerPage(request, reply, as, typed, { alike });
  }

  private async registerPage(
    request: FastifyRequest,
    reply: FastifyReply,
    as: Registrant,
    typed: Fields,
    state: { alike?: RegisterMutation['saved']['alike']; problems?: Problem[] },
  ): Promise<void> {
    const view = { title: `Register a ${as}`, as, typed, steps: steps(), ...state };
    await this.portal.show(request, reply, 'profile/register.njk', view, state.problems?.length ? 400 : 200);
  }

  private async profile(request: FastifyRequest, id: string): Promise<Profile> {
    await this.portal.demandWorker(request, id);
    return found((await this.portal.ask(request, profileQuery, { id })).supplier);
  }

  private async form(
    request: FastifyRequest,
    reply: FastifyReply,
    supplier: Profile,
    section: SectionName,
    state: { picking?: Picking; typed?: Fields; problems?: Problem[]; done?: string },
  ): Promise<void> {
    const { typed, problems = [] } = state;
    const picker =
      section === 'capabilities'
        ? await this.picker(request, supplier, state.picking ?? { find: '', below: '' })
        : {};
    const schemes =
      section === 'certificates' ? (await this.portal.ask(request, schemesQuery)).certifications : [];
    const view = {
      title: `${titleOf(section)}: ${supplier.name}`,
      heading: titleOf(section),
      section,
      steps: steps(section),
      supplier,
      values: typed ?? valuesOf(supplier),
      sectorItems,
      publicItems,
      schemes,
      names: namesOf(supplier.certificates),
      ...picker,
      problems,
      done: state.done,
    };
    await this.portal.show(request, reply, 'profile/section.njk', view, problems.length ? 400 : 200);
  }

  /** What is ticked, what the words are read as, and what may be ticked as well: found, or a branch of the tree. */
  private async picker(request: FastifyRequest, supplier: Profile, { find, below, words, ticked }: Picking) {
    const text = words ?? supplier.statedCapabilities.join('\n');
    const [found, branch, read] = await Promise.all([
      find === ''
        ? []
        : this.portal
            .ask(request, findCapabilitiesQuery, { query: find })
            .then(({ capabilities }) => capabilities),
      this.portal.ask(request, treeQuery, { below: below || null }).then(({ capabilities }) => capabilities),
      text.trim() === ''
        ? []
        : this.portal.ask(request, readWordsQuery, { text }).then(({ proposed }) => proposed),
    ]);
    const declared = supplier.capabilities.filter(({ source }) => source === 'DECLARED');
    const codes = new Set(ticked ?? declared.map(({ code }) => code));
    const known = new Map([...declared, ...read, ...found, ...branch].map((one) => [one.code, one.label]));
    const picked = [...codes].map((code) => ({ code, label: known.get(code) ?? code }));
    const free = (choices: readonly Capability[]): Capability[] =>
      choices.filter(({ code }) => !codes.has(code));
    const unread = text.trim() !== '' && read.length === 0;
    return { find, below, picked, read, unread, found: free(found), branch };
  }
}
