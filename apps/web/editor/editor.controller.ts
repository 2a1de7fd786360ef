import { AppError } from '#lib/platform';
import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sectorItems } from '../choices.js';
import { type Fields, type Problem, textOf } from '../form.fields.js';
import { isChangeable } from '../requirement.life.js';
import { found, mayWorkFor, Portal } from '../portal.js';
import {
  conflictsOf,
  type Draft,
  draftFrom,
  draftOf,
  type EditedRequirement,
  inputOf,
  problemsIn,
  visibilityItems,
} from './editor.view.js';
import {
  createMutation,
  editedQuery,
  type EffectFragment,
  previewQuery,
  updateMutation,
} from './document.operations.js';

const UNTITLED = 'A requirement';

interface Page {
  buyerId: string;
  /** Null while it is new. */
  id: string | null;
  draft: Draft;
  effect: EffectFragment | null;
  problems?: Problem[];
}

/** Writing a requirement, with what its conditions do to the field of suppliers beside it. */
@Controller()
export class EditorController {
  constructor(private readonly portal: Portal) {}

  @Get('work/:buyer/requirements/new')
  async begin(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('buyer') buyerId: string,
  ): Promise<void> {
    await this.portal.demandWorker(request, buyerId);
    await this.page(request, reply, { buyerId, id: null, draft: draftFrom({}), effect: null });
  }

  @Post('work/:buyer/requirements/new')
  async create(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('buyer') buyerId: string,
    @Body() body: Fields,
  ): Promise<void> {
    await this.save(request, reply, buyerId, null, body);
  }

  @Get('requirements/:id/edit')
  async edit(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    const requirement = await this.mine(request, id);
    const { effect, buyer } = requirement;
    // From a bookmark or by the back button: of what is over nothing can be changed.
    if (!isChangeable(requirement.state)) return this.portal.leadTo(reply, `/requirements/${id}`);
    await this.page(request, reply, { buyerId: buyer!.id, id, draft: draftOf(requirement), effect });
  }

  @Post('requirements/:id/edit')
  async update(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Body() body: Fields,
  ): Promise<void> {
    await this.save(request, reply, (await this.mine(request, id)).buyer!.id, id, body);
  }

  private async mine(request: FastifyRequest, id: string): Promise<EditedRequirement> {
    const visitor = await this.portal.demandVisitor(request);
    const requirement = found((await this.portal.ask(request, editedQuery, { id })).requirement);
    if (!requirement.buyer || !mayWorkFor(visitor, requirement.buyer.id)) throw new AppError('NOT_FOUND');
    return requirement;
  }

  /** Saves, or says what it would do without saving. */
  private async save(
    request: FastifyRequest,
    reply: FastifyReply,
    buyerId: string,
    id: string | null,
    body: Fields,
  ): Promise<void> {
    await this.portal.demandVisitor(request);
    const draft = draftFrom(body);
    const input = inputOf(body);
    if (textOf(body, 'do') === 'preview') {
      const { previewRequirement } = await this.portal.ask(request, previewQuery, {
        // What it is called does nothing to the field.
        input: { buyerId, ...input, title: input.title || UNTITLED },
      });
      const problems = problemsIn(body, previewRequirement.errors);
      return this.page(request, reply, { buyerId, id, draft, effect: previewRequirement.effect, problems });
    }
    const { saved } =
      id === null
        ? await this.portal.ask(request, createMutation, { input: { buyerId, ...input } })
        : await this.portal.ask(request, updateMutation, {
            input: { id, ...input, unchangedSince: draft.readAt || null },
          });
    if (saved.requirement)
      return this.portal.leadTo(reply, `/requirements/${saved.requirement.id}?done=saved`);
    if (id !== null && saved.errors.some(({ code }) => code === 'CONFLICT')) {
      const stored = draftOf(await this.mine(request, id));
      // Saved again, with all that differs in sight, it may take the place of what is there.
      const typed = { ...draft, readAt: stored.readAt };
      const problems = conflictsOf(draft, stored);
      return this.page(request, reply, { buyerId, id, draft: typed, effect: null, problems });
    }
    await this.page(request, reply, {
      buyerId,
      id,
      draft,
      effect: null,
      problems: problemsIn(body, saved.errors),
    });
  }

  private async page(request: FastifyRequest, reply: FastifyReply, page: Page): Promise<void> {
    const view = {
      title: page.id === null ? 'A new requirement' : `Change: ${page.draft.title}`,
      ...page,
      sectorItems,
      visibilityItems,
    };
    await this.portal.show(request, reply, 'editor/editor.njk', view, page.problems?.length ? 400 : 200);
  }
}
