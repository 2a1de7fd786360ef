import { csvText, toOpaqueId } from '#lib/platform';
import type { DigestContent, DigestRequirement } from './digest.content.js';
import { escapeXml } from './digest.words.js';

const HEADER = [
  'week',
  'kind',
  'member_id',
  'member',
  'requirement_id',
  'requirement',
  'buyer',
  'value_gbp',
  'closes_on',
  'rank',
  'score',
  'cross_regional',
  'why',
];

/** Every item of a digest, one a row. A member that one step keeps from a requirement has a row each. */
export function digestAsCsv({ isoWeek, groups, steps, closing, happenings, gaps }: DigestContent): string {
  interface Item {
    kind: string;
    member?: { id: string; name: string };
    requirement: DigestRequirement;
    rank?: number;
    score?: number;
    cross?: boolean;
    why: string;
  }
  const items: Item[] = [
    ...groups.flatMap(({ requirement, matches }) =>
      matches.map(({ member, rank, score, crossRegional, reason }) => ({
        kind: 'match',
        member,
        requirement,
        rank,
        score,
        cross: crossRegional,
        why: reason ?? `Among the best of this requirement: ranked ${rank}.`,
      })),
    ),
    ...steps.flatMap(({ sentence, members, requirements, pairs }) =>
      pairs.map(([member, requirement]) => ({
        kind: 'step',
        member: members[member]!,
        requirement: requirements[requirement]!,
        why: sentence,
      })),
    ),
    ...closing.flatMap(({ requirement, members }) =>
      members.map((member) => ({
        kind: 'closing',
        member,
        requirement,
        why: `Fits, and closes on ${requirement.closesOn}.`,
      })),
    ),
    ...happenings.map(({ kind, member, requirement, sentence }) => ({
      kind: kind.toLowerCase(),
      member,
      requirement,
      why: sentence,
    })),
    ...gaps.flatMap(({ requirements, sentence }) =>
      requirements.map((requirement) => ({ kind: 'gap', requirement, why: sentence })),
    ),
  ];
  const rows = items.map(({ kind, member, requirement, rank, score, cross, why }) => [
    isoWeek,
    kind,
    member ? toOpaqueId('org', member.id) : null,
    member?.name ?? null,
    toOpaqueId('req', requirement.id),
    requirement.title,
    requirement.buyerName,
    requirement.valueGbp,
    requirement.closesOn,
    rank ?? null,
    score === undefined ? null : Number(score.toFixed(3)),
    cross === undefined ? null : String(cross),
    why,
  ]);
  return csvText([HEADER, ...rows]);
}

export interface FeedEntry {
  id: string;
  subject: string;
  lines: readonly string[];
  composedAt: Date;
}

/** The digests of a cluster body as an Atom feed (RFC 4287), newest first. */
export function digestsAsAtom(
  cluster: { id: string; name: string },
  digests: readonly FeedEntry[],
  { publicUrl, selfUrl, now }: { publicUrl: string; selfUrl: string; now: Date },
): string {
  const entries = digests.map(({ id, subject, lines, composedAt }) => {
    const list = `<ul>${lines.map((line) => `<li>${escapeXml(line)}</li>`).join('')}</ul>`;
    const at = composedAt.toISOString();
    return `  <entry>
    <id>urn:uuid:${id}</id>
    <title>${escapeXml(subject)}</title>
    <link href="${escapeXml(`${publicUrl}/digests/${toOpaqueId('digest', id)}`)}"/>
    <published>${at}</published>
    <updated>${at}</updated>
    <content type="html">${escapeXml(list)}</content>
  </entry>`;
  });
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">
  <id>urn:uuid:${cluster.id}</id>
  <title>${escapeXml(cluster.name)}: Midlands Match digests</title>
  <author><name>Midlands Match</name></author>
  <link rel="self" type="application/atom+xml" href="${escapeXml(selfUrl)}"/>
  <link rel="alternate" type="text/html" href="${escapeXml(`${publicUrl}/clusters/${toOpaqueId('org', cluster.id)}`)}"/>
  <updated>${(digests[0]?.composedAt ?? now).toISOString()}</updated>
${entries.join('\n')}
</feed>
`;
}
