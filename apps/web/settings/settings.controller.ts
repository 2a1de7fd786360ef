import { AppError } from '#lib/platform';
import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Step } from '../api.client.js';
import { told } from '../audit/audit.words.js';
import { roleItems } from '../choices.js';
import { choiceOf, type Fields, type Problem, problemsOf, textOf } from '../form.fields.js';
import { found, mayEdit, mayManagePeople, Portal } from '../portal.js';
import { keptHref } from '../search/search.view.js';
import {
  dropSearchMutation,
  eraseOrganisationMutation,
  inviteMemberMutation,
  removeMemberMutation,
  type SettingsQuery,
  settingsQuery,
  takeBackInvitationMutation,
  takeOutOrganisationMutation,
  twoPersonsMutation,
} from './document.operations.js';

type Organisation = NonNullable<SettingsQuery['organisation']>;

const messages: Readonly<Record<string, string>> = {
  invited: 'The invitation is on its way.',
  removed: 'Done. They no longer belong to it.',
  'taken-back': 'The invitation no longer works.',
  two: 'Awards now need a second person.',
  one: 'Awards now need one person.',
  dropped: 'That search is no longer kept.',
};

/** What a question about something of an organisation has in common. */
const asking = ({ id, name }: Organisation) => ({
  caption: name,
  back: `/work/${id}/settings`,
  backText: 'Settings',
});

/** An organisation behind the scenes: who belongs to it, what it keeps, what changed; taking it out, and erasing it. */
@Controller('work')
export class SettingsController {
  constructor(private readonly portal: Portal) {}

  @Get(':id/settings')
  async show(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Query() query: Fields,
  ): Promise<void> {
    await this.page(request, reply, id, { done: messages[textOf(query, 'done')] });
  }

  @Post(':id/settings/invite')
  async invite(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Body() body: Fields,
  ): Promise<void> {
    const input = {
      organisationId: id,
      email: textOf(body, 'email'),
      role: choiceOf(body, 'role', roleItems) ?? 'VIEWER',
    };
    await this.step(request, reply, id, inviteMemberMutation, { input }, 'invited', body);
  }

  @Get(':id/settings/members/:person')
  async removing(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Param('person') personId: string,
  ): Promise<void> {
    const { organisation } = await this.read(request, id);
    const one = found(organisation.members.find((member) => member.personId === personId));
    const mine = one.email === (await this.portal.demandVisitor(request)).email;
    await this.portal.confirm(request, reply, {
      ...asking(organisation),
      title: mine ? `Leave ${organisation.name}` : `Remove ${one.name}`,
      warning: `${mine ? 'You' : `${one.name} (${one.email})`} can no longer read or do anything for ${organisation.name}. To come back takes a new invitation. What was done stays, with its name.`,
      button: mine ? 'Leave it' : 'Remove them',
      keep: mine ? 'Stay' : 'Keep them',
    });
  }

  @Post(':id/settings/members/:person')
  async remove(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Param('person') personId: string,
  ): Promise<void> {
    await this.step(request, reply, id, removeMemberMutation, { organisationId: id, personId }, 'removed');
  }

  @Get(':id/settings/invitations/:invitation')
  async takingBack(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Param('invitation') invitation: string,
  ): Promise<void> {
    const { organisation } = await this.read(request, id);
    const one = found(organisation.invitations?.find((waiting) => waiting.id === invitation));
    await this.portal.confirm(request, reply, {
      ...asking(organisation),
      title: `Take back the invitation of ${one.email}`,
      warning: `The link in the letter to ${one.email} stops working. You can invite them again.`,
      button: 'Take it back',
      keep: 'Leave it',
    });
  }

  @Post(':id/settings/invitations/:invitation')
  async takeBack(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Param('invitation') invitation: string,
  ): Promise<void> {
    await this.step(request, reply, id, takeBackInvitationMutation, { id: invitation }, 'taken-back');
  }

  @Post(':id/settings/awards')
  async awards(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Body() body: Fields,
  ): Promise<void> {
    const wanted = textOf(body, 'wanted') === 'yes';
    await this.step(request, reply, id, twoPersonsMutation, { buyerId: id, wanted }, wanted ? 'two' : 'one');
  }

  @Get(':id/settings/searches/:search')
  async dropping(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Param('search') search: string,
  ): Promise<void> {
    const { organisation, savedSearches } = await this.read(request, id);
    const one = found(savedSearches.find((kept) => kept.id === search));
    await this.portal.confirm(request, reply, {
      ...asking(organisation),
      title: `Stop the search “${one.name}”`,
      warning: `“${one.name}” and what narrows it are forgotten, and nobody is told of new suppliers any more. To have it again, search anew and keep it.`,
      button: 'Stop it',
      keep: 'Go on looking',
    });
  }

  @Post(':id/settings/searches/:search')
  async drop(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Param('search') search: string,
  ): Promise<void> {
    await this.step(request, reply, id, dropSearchMutation, { id: search }, 'dropped');
  }

  @Post(':id/settings/data')
  async takeOut(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    await this.portal.demandVisitor(request);
    const { requestDataExport: taken } = await this.portal.ask(request, takeOutOrganisationMutation, { id });
    if (taken.content === null) throw new AppError('BAD_INPUT', taken.errors[0]?.message);
    await reply
      .type('application/json; charset=utf-8')
      .headers({
        'content-disposition': 'attachment; filename="organisation.json"',
        'cache-control': 'no-store',
      })
      .send(taken.content);
  }

  @Get(':id/erase')
  async erasing(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    await this.erasePage(request, reply, await this.organisation(request, id));
  }

  /** For good, so the name is typed once more. */
  @Post(':id/erase')
  async erase(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Body() body: Fields,
  ): Promise<void> {
    const organisation = await this.organisation(request, id);
    const problems: Problem[] = [];
    if (textOf(body, 'reason') === '')
      problems.push({ field: 'reason', message: 'Say why, in a few words.' });
    if (textOf(body, 'name') !== organisation.name)
      problems.push({ field: 'name', message: 'Type the name exactly as it is shown.' });
    if (!problems.length) {
      const { done } = await this.portal.ask(request, eraseOrganisationMutation, {
        id,
        reason: textOf(body, 'reason'),
      });
      problems.push(...problemsOf(done.errors, { '': 'name', id: 'name' }));
    }
    if (problems.length) await this.erasePage(request, reply, organisation, problems, body);
    else await this.portal.leadTo(reply, '/work?done=erased');
  }

  private async erasePage(
    request: FastifyRequest,
    reply: FastifyReply,
    organisation: Organisation,
    problems: Problem[] = [],
    typed: Fields = {},
  ): Promise<void> {
    const view = { title: `Erase ${organisation.name}`, organisation, problems, typed };
    await this.portal.show(request, reply, 'settings/erase.njk', view, problems.length ? 400 : 200);
  }

  private async step<Variables>(
    request: FastifyRequest,
    reply: FastifyReply,
    id: string,
    operation: Step<Variables>,
    variables: Variables,
    said: string,
    typed: Fields = {},
  ): Promise<void> {
    await this.portal.demandVisitor(request);
    const { done } = await this.portal.ask(request, operation, variables);
    const problems = problemsOf(done.errors, { '': 'email', personId: 'email', organisationId: 'email' });
    if (problems.length) await this.page(request, reply, id, { problems, typed });
    else await this.portal.leadTo(reply, `/work/${id}/settings?done=${said}`);
  }

  private async organisation(request: FastifyRequest, id: string): Promise<Organisation> {
    return (await this.read(request, id)).organisation;
  }

  /** What one may see of it: whom it invited is for who says who belongs to it. */
  private async read(
    request: FastifyRequest,
    id: string,
  ): Promise<{
    organisation: Organisation;
    savedSearches: SettingsQuery['savedSearches'];
    owns: boolean;
    edits: boolean;
  }> {
    const visitor = await this.portal.demandWorker(request, id);
    const owns = mayManagePeople(visitor, id);
    const answer = await this.portal.ask(request, settingsQuery, { id, owns });
    return { ...answer, organisation: found(answer.organisation), owns, edits: mayEdit(visitor, id) };
  }

  private async page(
    request: FastifyRequest,
    reply: FastifyReply,
    id: string,
    state: { done?: string; problems?: Problem[]; typed?: Fields },
  ): Promise<void> {
    const answer = await this.read(request, id);
    const view = {
      title: `Settings of ${answer.organisation.name}`,
      ...answer,
      savedSearches: answer.savedSearches.map((one) => ({ ...one, href: keptHref(one) })),
      trail: answer.organisation.auditTrail.edges.map(({ node }) => told(node)),
      roleItems,
      typed: {},
      ...state,
    };
    await this.portal.show(request, reply, 'settings/settings.njk', view, state.problems?.length ? 400 : 200);
  }
}
