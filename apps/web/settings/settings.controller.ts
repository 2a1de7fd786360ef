import { AppError } from '#lib/platform';
import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Step } from '../api.client.js';
import { told } from '../audit/audit.words.js';
import { roleItems } from '../choices.js';
import { choiceOf, type Fields, type Problem, problemsOf, textOf } from '../form.fields.js';
import { found, mayEdit, mayManagePeople, Portal } from '../portal.js';
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

  @Post(':id/settings/members/:person')
  async remove(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Param('person') personId: string,
  ): Promise<void> {
    await this.step(request, reply, id, removeMemberMutation, { organisationId: id, personId }, 'removed');
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
    if (textOf(body, 'name') !== organisation.name)
      problems.push({ field: 'name', message: 'Type the name exactly as it is shown.' });
    if (textOf(body, 'reason') === '')
      problems.push({ field: 'reason', message: 'Say why, in a few words.' });
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
  ): Promise<{ organisation: Organisation; owns: boolean; edits: boolean }> {
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
      trail: answer.organisation.auditTrail.edges.map(({ node }) => told(node)),
      roleItems,
      typed: {},
      ...state,
    };
    await this.portal.show(request, reply, 'settings/settings.njk', view, state.problems?.length ? 400 : 200);
  }
}
