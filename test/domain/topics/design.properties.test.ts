import { describe, expect, it } from 'vitest';
import { designTopics } from '../../../src/domain/topics/design.ts';
import type { TopicsRequest } from '../../../src/domain/topics/request.ts';
import { slugOf } from '../../../src/domain/topics/slug.ts';
import { randomDesigns, shuffled } from '../../support/designs.ts';
import { configs } from '../../support/fake-ports.ts';

const catalog = await configs();
const requests = randomDesigns(200, 7);
const answers = requests.map((request) => ({ request, design: designTopics(request, catalog) }));

/** Everything this many times more often. Without hot keys: where one outgrows its partition, no count helps it. */
const busier = (request: TopicsRequest, times: number): TopicsRequest => ({
  ...request,
  events: request.events.map(({ peak_per_s, average_per_s, hottest_key_share: _, ...event }) => ({
    ...event,
    ...(peak_per_s === undefined ? {} : { peak_per_s: peak_per_s * times }),
    ...(average_per_s === undefined ? {} : { average_per_s: average_per_s * times }),
  })),
});

describe('any design', () => {
  it('proposes no setting that its release refuses', () => {
    for (const { request, design } of answers) {
      const refused = design.findings.filter(({ rule }) => rule.endsWith('SETTING-REFUSED'));
      expect([request.environment, refused]).toEqual([request.environment, []]);
      expect(design.settings.length > 0).toBe(design.topics.length > 0);
    }
  });

  it('does not depend on the order of the input', () => {
    answers.forEach(({ request, design }, index) => {
      expect(designTopics(shuffled(request, index), catalog)).toEqual(design);
    });
  });

  it('names every topic once, as Kafka takes it', () => {
    for (const { topics, failure_topics } of answers.map(({ design }) => design)) {
      const names = [...topics, ...failure_topics].map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      // A name with `_` collides with one with `.` in metrics.
      for (const name of names) expect(name).toMatch(/^[a-z0-9.-]{1,249}$/);
    }
  });

  it('gives no topic fewer partitions when everything is busier', () => {
    // A type that becomes a flood leaves its topic, which then has less to carry.
    const cut = ({ name, events }: { readonly name: string; readonly events: readonly string[] }) =>
      [name, ...events].join(' ');
    let compared = 0;
    for (const request of requests.slice(0, 100)) {
      const before = designTopics(busier(request, 1), catalog);
      const after = new Map(designTopics(busier(request, 1.7), catalog).topics.map((topic) => [cut(topic), topic]));
      for (const topic of before.topics) {
        const then = after.get(cut(topic));
        if (then === undefined) continue;
        compared += 1;
        expect([topic.name, then.partitions >= topic.partitions]).toEqual([topic.name, true]);
      }
    }
    expect(compared).toBeGreaterThan(200);
  });

  it('has a topic for every event, a group for every consumer, and neither for a request', () => {
    for (const { request, design } of answers) {
      const sent = request.events.filter(({ kind }) => kind !== 'request');
      expect(design.topics.flatMap(({ events }) => events.map(slugOf)).sort()).toEqual(
        sent.map(({ name }) => slugOf(name)).sort(),
      );
      const consumers = new Set(sent.flatMap((event) => event.consumers));
      expect(design.groups.map(({ service }) => service).sort()).toEqual([...consumers].sort());
      const asked = request.events.filter(({ kind }) => kind === 'request');
      for (const { name } of asked)
        expect(design.not_on_kafka.map(({ event }) => slugOf(event))).toContain(slugOf(name));
    }
  });

  it('gives state a key, every topic what its brokers can keep, and topics that are joined one count', () => {
    for (const { request, design } of answers) {
      const brokers = request.environment?.brokers ?? 3;
      for (const { name, key, kind, replication_factor, min_insync_replicas } of design.topics) {
        if (kind === 'state') expect([name, key]).not.toEqual([name, null]);
        expect([replication_factor, min_insync_replicas]).toEqual([
          Math.min(3, brokers),
          Math.max(1, Math.min(3, brokers) - 1),
        ]);
      }
      for (const { topics: read } of design.groups) {
        const joined = design.topics.filter(({ name, order }) => read.includes(name) && /can be joined/.test(order));
        for (const { key, partitions } of joined)
          expect(joined.filter((other) => other.key === key && other.partitions !== partitions)).toEqual([]);
      }
    }
  });

  it('says no number that is none', () => {
    for (const { design } of answers) expect(JSON.stringify(design)).not.toMatch(/NaN|Infinity|undefined/);
  });
});
