import type { TopicDesign, TopicsDesign } from '../domain/topics/design-types.ts';

/**
 * The design as the tool answers it. What there is none of is left out, so that no reader meets an `unknown` in its place;
 * failure topics that differ by their source only stand in one row.
 */
export const topicsReport = (design: TopicsDesign, narrow: string) =>
  fitted(
    {
      ...design,
      topics: design.topics.map(topicRow),
      failure_topics: failureRows(design.failure_topics),
      settings: settingRows(design),
    },
    narrow,
  );

const topicRow = ({ key, retention_ms, disk_gb, ...topic }: TopicDesign) => ({
  ...topic,
  ...(key === null ? {} : { key }),
  ...(retention_ms === null ? {} : { retention_ms }),
  ...(disk_gb === null ? {} : { disk_gb }),
});

function failureRows(topics: TopicsDesign['failure_topics']) {
  const rows = new Map<string, ReturnType<typeof failureRow>>();
  for (const topic of topics) {
    const key = [topic.group, topic.kind, topic.delay_ms, topic.partitions, topic.retention_ms].join('\n');
    const row = rows.get(key);
    if (row === undefined) rows.set(key, failureRow(topic));
    else row.names.push(topic.name);
  }
  return [...rows.values()].sort((a, b) => (a.group < b.group ? -1 : a.group > b.group ? 1 : 0));
}

const failureRow = ({
  group,
  kind,
  delay_ms,
  partitions,
  retention_ms,
  name,
}: TopicsDesign['failure_topics'][number]) => ({
  group,
  kind,
  ...(delay_ms === null ? {} : { delay_ms }),
  partitions,
  retention_ms,
  names: [name],
});

/** From here on, a list of all topics says less than `every topic`. */
const MANY_TOPICS = 4;
const FEW_EXCEPTIONS = 2;

/** What holds for all topics, or for all but one or two, says so in place of their names. */
function settingRows({ topics, settings }: TopicsDesign): TopicsDesign['settings'] {
  const names = topics.map(({ name }) => name);
  return settings.map((group) => {
    const missing = names.filter((name) => !group.applies_to.includes(name));
    if (group.family !== 'topic' || names.length < MANY_TOPICS || missing.length > FEW_EXCEPTIONS) return group;
    const others = group.applies_to.filter((name) => !names.includes(name));
    return {
      ...group,
      applies_to: [`every topic${missing.length === 0 ? '' : ` but ${missing.join(' and ')}`}`, ...others],
    };
  });
}

/** A little below what an answer may have: the structured content is the longer of its two forms. */
const ROOM_CHARS = 31_000;

/** What an architect can do without at first, the least missed first; topics, findings and groups are never cut here. */
const LESS_NEEDED = ['figures', 'acls', 'settings', 'failure_topics'] as const;

type Report = Omit<TopicsDesign, 'topics' | 'failure_topics'> & {
  readonly topics: readonly ReturnType<typeof topicRow>[];
  readonly failure_topics: readonly ReturnType<typeof failureRow>[];
};

/** As much of the less needed lists as there is room for; `cut` says what is missing and how to see it. */
function fitted(report: Report, narrow: string) {
  let shown = report;
  let over = JSON.stringify(report).length - ROOM_CHARS;
  const cut: { field: string; shown: number; of: number; narrow: string }[] = [];
  for (const field of LESS_NEEDED) {
    const entries: readonly unknown[] = report[field];
    let kept = entries.length;
    while (over > 0 && kept > 0) {
      kept -= 1;
      over -= JSON.stringify(entries[kept]).length;
    }
    if (kept === entries.length) continue;
    shown = { ...shown, [field]: entries.slice(0, kept) };
    cut.push({ field, shown: kept, of: entries.length, narrow });
  }
  return { ...shown, gaps: [], cut };
}
