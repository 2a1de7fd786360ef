import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiClient, type Asking, askingBy } from '../api.client.js';
import { DemoSession } from '../demo.session.js';
import { type Fields, textOf } from '../form.fields.js';
import { HEIGHT, land, roads, WIDTH } from '../map/map.cells.js';
import { isOfficer, Portal } from '../portal.js';
import { type HomeView, latestDigest, mapLabels, sampleRequirementId } from './home.view.js';
import { homePublicQuery, homeRequirementQuery, homeStaffQuery } from './document.operations.js';

const KEEP_MS = 30_000;
const map = { width: WIDTH, height: HEIGHT, land, roads, labels: mapLabels };

interface Sample {
  requirement: HomeView['requirement'];
  digest: HomeView['digest'];
}

/** What it is, how much there is, and a search box; in demo mode, an example of what comes of it. */
@Controller()
export class HomeController {
  private kept: { sample: Sample; until: number } | undefined;

  constructor(
    private readonly api: ApiClient,
    private readonly demo: DemoSession,
    private readonly portal: Portal,
  ) {}

  @Get()
  async show(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query() query: Fields,
  ): Promise<void> {
    const q = textOf(query, 'q');
    if (q !== '') return this.portal.leadTo(reply, `/suppliers?q=${encodeURIComponent(q)}`);
    const asking = askingBy(request);
    const [{ overview }, kept] = await Promise.all([
      this.api.ask(asking, homePublicQuery),
      this.sample(asking),
    ]);
    const sample = { ...kept };
    // A digest is for who may read it; the sample one is for who only looks around.
    const visitor = await this.portal.visitor(request);
    if (visitor && !isOfficer(visitor)) sample.digest = null;
    const view: HomeView = {
      title: 'Suppliers and manufacturers across the Midlands',
      overview,
      map,
      ...sample,
    };
    await this.portal.show(request, reply, 'home/home.njk', view);
  }

  /** The same for everybody, so it may be some seconds old. */
  private async sample(asking: Asking): Promise<Sample> {
    if (this.kept && this.kept.until > Date.now()) return this.kept.sample;
    const sample = (await this.demo.asOfficer(asking, (officer) => this.readSample(officer))) ?? {
      requirement: null,
      digest: null,
    };
    if (sample.requirement) this.kept = { sample, until: Date.now() + KEEP_MS };
    return sample;
  }

  private async readSample(officer: Asking): Promise<Sample> {
    const staff = await this.api.ask(officer, homeStaffQuery);
    const digest = latestDigest(staff.clusterBodies);
    const id = sampleRequirementId(staff);
    if (id === undefined) return { requirement: null, digest };
    const { requirement } = await this.api.ask(officer, homeRequirementQuery, { id });
    return { requirement, digest };
  }
}
