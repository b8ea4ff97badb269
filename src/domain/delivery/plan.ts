import { antiPatternsOf } from '../anti-patterns/rules.ts';
import type { ConfigCatalog } from '../configs/catalog.ts';
import { type Finding, sortFindings } from '../finding.ts';
import { named } from '../named.ts';
import { alertsOf } from './alerts.ts';
import { clusterRules } from './cluster-rules.ts';
import { configNameFindings } from './config-names.ts';
import { type InUse, inUse } from './config-rules/given.ts';
import { configRules } from './config-rules.ts';
import { costsOf } from './costs.ts';
import { patchAssumption } from './defects.ts';
import { errorHandlingOf } from './error-handling.ts';
import { factsOf } from './facts.ts';
import { transactionalIdsOf } from './ids.ts';
import { notTaken } from './ignored.ts';
import { needsOf } from './needs/needs.ts';
import type { TransactionObservation } from './observation.ts';
import { observedRequest } from './observed.ts';
import { partsOf } from './parts/parts.ts';
import { weakestOf } from './parts/weakest.ts';
import { pitfallsOf } from './pitfalls.ts';
import type { ExactlyOncePlan, PartVerdict } from './plan-types.ts';
import { type Premises, premisesOf } from './premises.ts';
import { openQuestionsOf } from './questions.ts';
import type { ExactlyOnceRequest } from './request.ts';
import { rules } from './rules.ts';
import { guaranteeWords } from './words.ts';

/**
 * Whether exactly-once is possible for a pipeline, what it needs and costs, and what to do where it ends; with an observation
 * also what the cluster says to it. Throws KnownFailure for a pipeline that contradicts itself, naming the field.
 */
export function planExactlyOnce(
  asked: ExactlyOnceRequest,
  catalog: ConfigCatalog,
  observation: TransactionObservation | null,
): ExactlyOncePlan {
  const { request, said } = observedRequest(asked, observation, catalog);
  const premises = premisesOf(request, catalog);
  const parts = partsOf(premises);
  const needs = needsOf(premises, catalog);
  const costs = costsOf(premises);
  const configuration = request.config === undefined ? null : inUse(request.config, premises, catalog);
  const looked = observation === null ? [] : clusterRules.map((rule) => rule(observation, premises));
  const taken = patchAssumption(premises);
  const findings = sortFindings([
    ...rules.flatMap((rule) => rule({ premises, parts, needs, costs }) ?? []),
    ...configFindings(request, configuration, premises, catalog),
    ...looked.flatMap((each) => each.findings),
    ...antiPatternsOf(factsOf(request, premises, configuration)),
  ]);
  return {
    summary: summaryOf(premises, parts, findings),
    guarantee: weakestOf(parts)[0]?.guarantee ?? 'unknown',
    parts,
    needs: needs.groups,
    transactional_ids: transactionalIdsOf(premises),
    costs: costs.says,
    pitfalls: pitfallsOf(premises),
    error_handling: errorHandlingOf(premises),
    alerts: alertsOf(premises),
    cluster_checks: looked.flatMap(({ ok }) => ok ?? []),
    findings,
    figures: costs.figures,
    assumptions: [
      ...said,
      ...premises.assumptions,
      ...(configuration === null ? [] : notTaken(configuration, premises)),
      ...(taken === null ? [] : [taken]),
    ],
    open_questions: openQuestionsOf(request, premises),
  };
}

function configFindings(
  { config }: ExactlyOnceRequest,
  configuration: InUse | null,
  premises: Premises,
  catalog: ConfigCatalog,
): readonly Finding[] {
  if (config === undefined || configuration === null) return [];
  return [
    ...configNameFindings(config, premises, catalog),
    ...configRules.flatMap((rule) => rule(configuration, premises) ?? []),
  ];
}

/** What the first sentence says already. */
const SAID_BY_A_PART = new Set(['EOS-DUAL-WRITE', 'EOS-SIDE-EFFECT', 'EOS-TWO-CLUSTERS']);

/** The best that can be promised and what limits it; then what must be solved before it is worth anything. */
function summaryOf({ pipeline }: Premises, parts: readonly PartVerdict[], findings: readonly Finding[]): string {
  const weakest = weakestOf(parts);
  const [first] = weakest;
  const whose = pipeline === null ? 'This pipeline' : named(pipeline);
  const more = weakest.length > 1 ? ` (and ${weakest.length - 1} more)` : '';
  const part = `the ${first?.part.replace(': ', ' ')}${more}`;
  const says =
    first === undefined || first.guarantee === 'exactly_once'
      ? `${whose} can be exactly once from end to end, by Kafka transactions, for readers on read_committed.`
      : first.guarantee === 'unknown'
        ? `Whether ${pipeline === null ? 'this pipeline' : whose} can be exactly once depends on ${part}: ${first.why}.`
        : `${whose} can be ${guaranteeWords[first.guarantee]} at best, because of ${part}: ${first.why}.${first.guarantee === 'at_least_once' ? ` Way out: ${first.way}.` : ''}`;
  const grave = findings.find(
    ({ rule, severity }) => (severity === 'critical' || severity === 'high') && !SAID_BY_A_PART.has(rule),
  );
  return grave === undefined ? says : `${says} Solve first: ${grave.says}`;
}
