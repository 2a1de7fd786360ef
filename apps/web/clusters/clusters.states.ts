import { bareAnswer, emptyAnswer, fullAnswer } from '../testing/answer.samples.js';
import { describeTemplate, problemsAt, visitor } from '../testing/template.harness.js';
import { activityOf } from '../activity/activity.view.js';
import { clusterActivityQuery } from '../activity/document.operations.js';
import { sectorItems } from '../choices.js';
import { frequencyItems, weekdayItems } from './clusters.controller.js';
import { clusterMembersQuery, clusterPageQuery, clustersQuery } from './document.operations.js';

describeTemplate(
  'clusters/clusters.njk',
  {
    full: { title: 'Cluster bodies', ...fullAnswer(clustersQuery) },
    bare: { title: 'Cluster bodies', ...bareAnswer(clustersQuery) },
    empty: { title: 'Cluster bodies', ...emptyAnswer(clustersQuery) },
  },
  { empty: 'None yet. An officer sets them up.' },
);

const choices = { title: 'A cluster body', frequencyItems, weekdayItems, sectorItems };
const outside = { ...choices, cluster: fullAnswer(clusterPageQuery).clusterBody, inside: null };
const inside = (answer: typeof fullAnswer) => {
  const { clusterBody } = answer(clusterMembersQuery);
  return {
    ...choices,
    visitor,
    cluster: answer(clusterPageQuery).clusterBody,
    inside: clusterBody,
    schedule: fullAnswer(clusterMembersQuery).clusterBody!.digestSchedule,
    next: 'The next digest is due on Monday 7 December 2026 at 07:00, UK time, and goes to 2 addresses.',
    manages: true,
    activity: activityOf(answer(clusterActivityQuery).clusterBody!.activity),
    members: fullAnswer(clusterMembersQuery).clusterBody!.members,
  };
};

describeTemplate(
  'clusters/cluster.njk',
  {
    outside,
    full: inside(fullAnswer),
    bare: inside(bareAnswer),
    empty: inside(emptyAnswer),
    wrong: { ...inside(fullAnswer), problems: problemsAt('frequency', 'hour', 'leastScore') },
  },
  { outside: 'for those who work for it', full: /When the digest comes.*Try it again/s },
);

describeTemplate('clusters/preview.njk', {
  full: { title: 'Next digest', id: 'org_1', name: 'A & B', visitor, next: 'It is due.' },
});
