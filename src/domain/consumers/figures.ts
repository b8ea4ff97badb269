import type { Figure } from '../advice/figure.ts';
import { activeMembers, activeShareMembers } from '../formulas/members.ts';
import { count, show } from '../words.ts';
import type { Design } from './design.ts';
import { kafkajsTimingOf } from './kafkajs-timing.ts';
import { pollFigures } from './polling.ts';
import { inputOf } from './premises.ts';
import { neededFormula } from './sizing.ts';
import { rounded, SOURCE } from './words.ts';

/** Every number of the plan with its formula. */
export const figuresOf = (design: Design): Figure[] => [
  ...sizeFigures(design),
  ...(design.premises.client === 'kafkajs' ? kafkajsFigures(design) : []),
  ...pollFigures(design.premises, design.poll),
  ...design.fetching.figures,
  ...design.deploys.figures,
  ...design.failures.figures,
];

function sizeFigures({ premises, sizing, protocol }: Design): Figure[] {
  const { rate, meanMs } = premises;
  const { needed, busy, instances, threads, members, partitions, fullest, fullestOneDown, chosen, byWorkers } = sizing;
  const shared = protocol.protocol === 'share';
  const active = shared
    ? activeShareMembers({ consumers: members })
    : activeMembers({ partitions, consumers: members });
  const how = (wasChosen: boolean) => (wasChosen ? 'planned' : 'given');
  const layout = [
    `partitions = ${partitions} (${how(chosen.partitions)})`,
    `instances = ${instances} (${how(chosen.instances)})`,
    ...(premises.tasks === null
      ? [`threads_per_instance = ${threads} (${how(chosen.threads)})`]
      : [`tasks.max = ${premises.tasks} (given)`]),
  ];
  const figures: Figure[] = [];
  if (sizing.repeats > 1)
    figures.push({
      name: 'tries_per_message',
      value: rounded(sizing.repeats),
      formula: `(1 − ${show(premises.failureShare.value)} ^ ${show(sizing.attempts)} tries) ÷ (1 − ${show(premises.failureShare.value)})`,
      inputs: [inputOf(premises.failureShare)],
      source: 'derived: attempts that fail independently',
    });
  if (needed !== null && rate !== null)
    figures.push({
      name: byWorkers ? 'workers_needed' : 'consumers_needed',
      value: needed,
      formula: neededFormula(premises, sizing.repeats),
      inputs: [inputOf(rate), inputOf(meanMs), ...(sizing.repeats > 1 ? [inputOf(premises.failureShare)] : [])],
      source: SOURCE.littlesLaw,
    });
  figures.push({
    name: 'members',
    value: members,
    formula:
      premises.tasks === null
        ? `${count(instances, 'instance')} × ${count(threads, 'consumer')}`
        : `tasks.max = ${premises.tasks} in the configuration`,
    inputs: layout,
    source:
      needed === null || byWorkers || premises.tasks !== null
        ? SOURCE.ruleOfThumb
        : 'derived: the need and one instance to spare',
  });
  figures.push({
    name: 'active_members',
    value: active.value,
    formula: active.formula,
    inputs: layout,
    source: active.source,
  });
  if (busy === null) return figures;
  const load = (name: string, value: number, left: number): Figure => ({
    name,
    value: rounded(value),
    formula: shared
      ? `${count(busy, 'busy handler')} ÷ ${count(activeShareMembers({ consumers: left }).value, 'active member')}`
      : `⌈${show(partitions)} ÷ ${count(left, 'member')}⌉ ÷ ${count(partitions, 'partition')} × ${count(busy, 'busy handler')}`,
    inputs: layout,
    source: SOURCE.evenSplit,
  });
  if (fullest !== null) figures.push(load('fullest_member_load', fullest, members));
  if (fullestOneDown !== null) figures.push(load('fullest_member_load_one_down', fullestOneDown, members - threads));
  return figures;
}

function kafkajsFigures({ premises }: Design): Figure[] {
  const timing = kafkajsTimingOf(premises);
  return [
    {
      name: 'session_timeout_ms',
      value: timing.sessionMs,
      formula: `max(30,000 ms, 3 × ${show(premises.p99Ms.value)} ms up to the next 5 s)`,
      inputs: [inputOf(premises.p99Ms)],
      source: SOURCE.kafkajs,
    },
    {
      name: 'batch_bytes_per_partition',
      value: timing.maxBytesPerPartition,
      formula: timing.maxBytesFormula,
      inputs: [inputOf(premises.meanMs), inputOf(premises.averageBytes)],
      source: 'derived: a batch ends within half of rebalanceTimeout',
    },
  ];
}
