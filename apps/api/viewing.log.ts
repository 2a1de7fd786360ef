import { type Context, systemActor } from '#lib/platform';
import { RequirementViewingService, type RequirementView } from '#lib/requirements';
import { Inject, Injectable } from '@nestjs/common';
import { API_RUNTIME, type ApiRuntime } from './api.runtime.js';

/** How long one look lasts, milliseconds: what is read again within it is not noted again. */
const LOOK_MS = 10 * 60_000;
const MOST_KEPT = 20_000;

/** Notes who is shown a requirement of somebody else, before it is shown. */
@Injectable()
export class ViewingLog {
  private readonly noted = new Map<string, number>();

  constructor(
    @Inject(API_RUNTIME) private readonly runtime: ApiRuntime,
    private readonly viewings: RequirementViewingService,
  ) {}

  async note(ctx: Context, view: RequirementView): Promise<void> {
    const now = ctx.now().getTime();
    const fresh = this.viewings
      .noted(ctx, view)
      .filter((organisationId) => now - (this.noted.get(`${view.id} ${organisationId}`) ?? 0) > LOOK_MS);
    if (fresh.length === 0) return;
    // Reading is all that the caller's token may allow: the note is the system's own.
    const call = { actor: systemActor('viewing log'), requestId: ctx.requestId, log: ctx.log };
    await this.runtime.unitOfWork.transaction(call, (own) => this.viewings.note(own, view.id, fresh));
    if (this.noted.size > MOST_KEPT) this.noted.clear();
    for (const organisationId of fresh) this.noted.set(`${view.id} ${organisationId}`, now);
  }
}
