import { count } from '../../count.ts';
import type { Finding } from '../../finding.ts';
import type { EarlierAlert } from '../alerts/earlier.ts';
import type { LagStory } from '../curve-changes.ts';
import type { GroupDiagnosis } from '../group.ts';
import type { TopicPartition } from '../observation.ts';
import { duration, moment } from '../words.ts';
import { driverWords, sinceWords } from './course-words.ts';
import { prevention } from './prevention.ts';
import { scaleLater } from './scale-words.ts';

/** What somebody who was woken up reads: short, in the order in which it is needed. The evidence comes after it. */
export interface IncidentNote {
  readonly where: string;
  readonly since: string;
  readonly why: string;
  /** To survive the night. */
  readonly now: readonly string[];
  /** So that it does not come back. */
  readonly thisWeek: readonly string[];
  readonly earlierAlert: string;
}

/** The note on one group; null where there is no trouble to write about. */
export function incidentNote(
  diagnosis: GroupDiagnosis,
  story: LagStory | null,
  alert: EarlierAlert,
  nowMs: number,
): IncidentNote | null {
  const { primary, capacity } = diagnosis;
  if (primary === null || !isTrouble(diagnosis, primary)) return null;
  return {
    where: whereWords(diagnosis, story),
    since: story === null ? 'unknown: no commit history says so' : sinceWords(story, nowMs),
    why: story === null ? diagnosis.because : driverWords(story),
    now: nowSteps(diagnosis, primary),
    thisWeek: [
      ...(capacity === null || !isFallingBehind(diagnosis) ? [] : scaleLater(capacity)),
      ...prevention(primary),
    ],
    earlierAlert: alertWords(alert, nowMs),
  };
}

/** Notes are for what somebody has to act on; a group that drains or trails by its own commits needs none. */
const isTrouble = ({ status }: GroupDiagnosis, { severity }: Finding): boolean =>
  status !== 'caught_up' && severity !== 'info' && (status !== 'draining' || severity !== 'low');

/** Where more members may be what is missing. */
export const isFallingBehind = ({ status }: Pick<GroupDiagnosis, 'status'>): boolean =>
  status === 'growing' || status === 'steady' || status === 'draining';

/** Partitions named. */
const SHOWN = 3;

/** Turns closer together than this are one. [chosen: two commit timers of a minute would blur them] */
const TOGETHER_MS = 60_000;

function whereWords({ partitions }: GroupDiagnosis, story: LagStory | null): string {
  const lagging = partitions.filter(({ lag, status }) => lag !== null && lag > 0n && status !== 'caught_up');
  const unknowns = partitions.filter(({ lag }) => lag === null).length;
  const worst = lagging.slice(0, SHOWN).map((each) => `${nameOf(each)} (${each.lag})`);
  const first = firstToGrow(story);
  return [
    `${lagging.length} of ${count(partitions.length, 'partition')} ${lagging.length === 1 ? 'lags' : 'lag'}${worst.length === 0 ? '' : `, worst ${worst.join(', ')}`}`,
    ...(unknowns === 0 ? [] : [`the lag of ${count(unknowns, 'partition')} is unknown`]),
    ...(first.length === 0 ? [] : [`first to grow: ${first.slice(0, SHOWN).map(nameOf).join(', ')}`]),
  ].join('; ');
}

/** Those that began clearly before the others; none where all began together. */
function firstToGrow(story: LagStory | null): LagStory['partitions'] {
  const [earliest, ...others] = story?.partitions ?? [];
  if (earliest === undefined || !earliest.beganInWindow) return [];
  const together = others.filter(({ sinceMs }) => sinceMs - earliest.sinceMs <= TOGETHER_MS);
  return together.length === others.length ? [] : [earliest, ...together];
}

const nameOf = ({ topic, partition }: TopicPartition): string => `${topic}-${partition}`;

/** Below that there is no night to sleep through. [chosen] */
const SOON_SECONDS = 86_400;

/** Unread records that are about to be deleted come before any cure of the cause. */
function nowSteps(diagnosis: GroupDiagnosis, primary: Finding): readonly string[] {
  const { secondary, secondsToLoss } = diagnosis;
  const retention =
    secondsToLoss !== null && secondsToLoss < SOON_SECONDS
      ? secondary.find(({ rule }) => rule.startsWith('LAG-RETENTION'))
      : undefined;
  return [
    ...(retention === undefined ? [] : stepsOf(retention)),
    ...stepsOf(primary),
    ...(primary.verify === undefined ? [] : [`Cured when: ${primary.verify}`]),
  ];
}

const stepsOf = ({ remedy, command }: Finding): readonly string[] => [
  remedy,
  ...(command === undefined ? [] : [`Run: ${command}`]),
];

function alertWords({ alert, watches, firedAtMs, orBefore }: EarlierAlert, nowMs: number): string {
  const fired =
    firedAtMs === null
      ? ''
      : firedAtMs > nowMs
        ? `, fires at ${moment(firedAtMs)} if this goes on`
        : `, would have fired at ${moment(firedAtMs)}${orBefore ? ' or before' : ''}, ${duration((nowMs - firedAtMs) / 1_000)} ago`;
  return `${alert} (${watches})${fired}; alerts_for writes the rules`;
}
