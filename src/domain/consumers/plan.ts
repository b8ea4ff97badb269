import type { SettingGroup } from '../advice/setting.ts';
import { antiPatternsOf } from '../anti-patterns/rules.ts';
import type { ConfigCatalog } from '../configs/catalog.ts';
import { checkSettings } from '../configs/check.ts';
import { type Finding, sortFindings } from '../finding.ts';
import { named } from '../named.ts';
import { count, percent, show } from '../words.ts';
import { alertsOf } from './alerts.ts';
import { commitsOf } from './commits.ts';
import { isCommittedFor } from './committing.ts';
import { configFindings } from './config-findings.ts';
import { deploysOf } from './deploys.ts';
import type { Design, ProposedGroup } from './design.ts';
import { factsOf } from './facts.ts';
import { failuresOf } from './failures.ts';
import { fetchingOf } from './fetching.ts';
import { figuresOf } from './figures.ts';
import { givenConfigOf } from './given-config.ts';
import { kafkajsTimingOf } from './kafkajs-timing.ts';
import { membershipOf } from './membership.ts';
import { clientNotesOf, shutdownOf } from './notes.ts';
import type { ConsumersPlan } from './plan-types.ts';
import { type PollBudget, pollBudgetOf, withinLocks } from './polling.ts';
import { type Premises, premisesOf } from './premises.ts';
import { type ProtocolChoice, protocolOf } from './protocol.ts';
import type { ConsumersRequest } from './request.ts';
import { affordableTries } from './retries.ts';
import { configRules, designRules } from './rules.ts';
import { proposedSettings } from './settings/proposed.ts';
import { type Sizing, sizeOf } from './sizing.ts';
import { GUIDELINE } from './words.ts';

/**
 * Designs a consumer group: members, protocol, settings with their rules, commits, failures, deploys and alerts; and judges a
 * configuration that is in use. Pure arithmetic on the request and the catalogue. Throws KnownFailure, naming the field, for
 * a request that holds nonsense or contradicts itself.
 */
export function planConsumers(request: ConsumersRequest, catalog: ConfigCatalog): ConsumersPlan {
  const premises = premisesOf(request, catalog);
  const design = designOf(premises);
  const { protocol, sizing, membership, failures, deploys } = design;
  const checked = proposedSettings(design).map((group) => held(group, premises, catalog));
  const config = givenConfigOf(premises, catalog);
  const commitsByItself = config?.flag(premises.client === 'kafkajs' ? 'autoCommit' : 'enable.auto.commit') ?? null;
  const findings = sortFindings([
    ...designRules.flatMap((rule) => rule(design) ?? []),
    ...(config === null ? [] : configRules.flatMap((rule) => rule(config, design) ?? [])),
    ...configFindings(premises, catalog),
    ...antiPatternsOf(factsOf(design, config, commitsByItself)),
    ...checked.flatMap(({ refused }) => refused),
  ]);
  return {
    summary: summaryOf(design, findings),
    group: {
      protocol: protocol.protocol,
      protocol_why: protocol.why,
      assignor: protocol.assignor,
      instances: sizing.instances,
      threads_per_instance: sizing.threads,
      partitions: sizing.partitions,
      static_membership: membership.isStatic,
      static_membership_why: membership.why,
    },
    settings: checked.map(({ group }) => group),
    commits: commitsOf(design),
    failures: failures.design,
    shutdown: shutdownOf(design),
    deploy: deploys.steps,
    client_notes: clientNotesOf(design),
    alerts: alertsOf(design),
    findings,
    figures: figuresOf(design),
    assumptions: [...premises.assumptions, ...workersAssumption(design), ...commitsAssumption(design)],
    open_questions: [...premises.openQuestions, ...commitQuestion(design, commitsByItself), ...workersQuestion(design)],
  };
}

function designOf(premises: Premises): Design {
  const protocol = protocolOf(premises);
  const budget = pollBudgetOf(premises, protocol);
  const sizing = sizingOf(premises, protocol, budget);
  const poll = protocol.protocol === 'share' ? withinLocks(budget, premises, sizing) : budget;
  const membership = membershipOf(premises, protocol, kafkajsTimingOf(premises).sessionMs);
  return {
    premises,
    protocol,
    sizing,
    poll,
    membership,
    fetching: fetchingOf(premises, sizing, protocol.protocol === 'share'),
    failures: failuresOf(premises, protocol, sizing, poll),
    deploys: deploysOf(premises, protocol, sizing, poll, membership),
  };
}

/** Only tries that hold up the partition must be affordable: those of a share group are the broker's. */
function sizingOf(premises: Premises, { protocol }: ProtocolChoice, poll: PollBudget): Sizing {
  const shared = protocol === 'share';
  const sizing = sizeOf(premises, shared);
  return shared || sizing.attempts === 1 ? sizing : affordableTries(premises, sizing, poll);
}

/** The settings that the release accepts; those it does not are findings, for this advisor was wrong then. */
function held(
  { family, applies_to, settings }: ProposedGroup,
  { release, clientRelease }: Premises,
  catalog: ConfigCatalog,
): { readonly group: SettingGroup; readonly refused: readonly Finding[] } {
  const target = family === 'group' || family === 'topic' ? release : clientRelease;
  const checked = checkSettings(catalog, family, target, settings);
  return {
    group: { family, applies_to, settings: checked.settings },
    refused: checked.refused.map(({ name, because }) => ({
      rule: 'CONSUMERS-SETTING-REFUSED',
      severity: 'high' as const,
      says: `This plan proposed ${name}, which ${target} does not take; it was left out.`,
      evidence: [because],
      remedy: 'Do without it, and report this as a fault of the advisor.',
      guideline: GUIDELINE.clients,
      confidence: 'high' as const,
    })),
  };
}

const PROTOCOL_NAMES = {
  classic: 'classic protocol',
  consumer: 'consumer protocol',
  share: 'share group',
  streams: 'streams protocol',
  connect: 'Connect sink',
} as const;

/** Size, protocol and poll budget; then what must be solved before it is worth anything. */
function summaryOf({ premises, sizing, protocol, membership, poll }: Design, findings: readonly Finding[]): string {
  const { partitions, needed, fullest, byWorkers } = sizing;
  const load = fullest === null ? '' : `, ${percent(fullest)} busy at peak`;
  const need =
    needed === null
      ? ''
      : byWorkers
        ? ` with ${count(needed, 'worker thread')} in all`
        : ` for ${count(needed, 'consumer')} needed`;
  const plan =
    `${named(premises.group)}: ${layoutOf(premises, sizing)}${need}, over ${count(partitions, 'partition')}${load}; ` +
    `${PROTOCOL_NAMES[protocol.protocol]}${membership.isStatic ? ' with static members' : ''}` +
    `${premises.client === 'kafkajs' || premises.client === 'librdkafka' ? '' : `, max.poll.records ${show(poll.records)}`}.`;
  const first = findings.find(({ severity }) => severity === 'critical' || severity === 'high');
  return first === undefined ? plan : `${plan} Solve first: ${first.says}`;
}

/** `5 instances × 6 consumers`; of a connector that runs, the tasks that it has. */
function layoutOf({ client, tasks }: Premises, { instances, threads }: Sizing): string {
  const connect = client === 'connect';
  const workers = count(instances, connect ? 'worker' : 'instance');
  return tasks === null
    ? `${workers} × ${count(threads, connect ? 'task' : 'consumer')}`
    : `${count(tasks, 'task')} on ${workers}`;
}

/** Members say nothing of the load where other threads do the work. */
const workersQuestion = ({ premises, sizing }: Design): string[] =>
  sizing.byWorkers
    ? [
        `hands_off: how many worker threads has each instance?${sizing.needed === null ? '' : ` The peak keeps ${count(sizing.needed, 'worker')} in all at work, with room${premises.ordered ? ', on as many keys' : ''}.`} Whether they carry the peak is not judged here.`,
      ]
    : [];

const workersAssumption = ({ premises, sizing }: Design): string[] =>
  sizing.byWorkers && sizing.chosen.instances && premises.rate !== null
    ? [`instances = ${sizing.instances}: two to work and one to spare, for the other threads carry the load`]
    : [];

function committer({ client, told }: Premises): string {
  if (told.groupType === 'share') return 'a share group keeps its place on the broker';
  if (told.containerCommits) return 'the container of the framework commits';
  return client === 'streams' ? 'Streams commits by itself' : 'the worker commits';
}

const commitsAssumption = ({ premises }: Design): string[] =>
  premises.commits === false && isCommittedFor(premises) ? [`commits = true, not false: ${committer(premises)}`] : [];

/** Nobody said who commits where the configuration does not. Streams, Connect and share groups do it themselves. */
const commitQuestion = ({ premises, protocol }: Design, commitsByItself: boolean | null): string[] =>
  isCommittedFor(premises) || protocol.protocol === 'share' || premises.commits !== null || commitsByItself !== false
    ? []
    : ['commits: automatic commits are off in this configuration; does the application commit its offsets itself?'];
